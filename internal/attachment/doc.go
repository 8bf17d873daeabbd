// Package attachment keeps documents and pictures. It owns the table of attachments and the blob store behind it.
package attachment
