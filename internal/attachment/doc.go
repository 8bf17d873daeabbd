// Package attachment keeps documents and pictures that belong to a conference, a commitment or a draft. It owns the table of
// attachments and the blob store behind it: a folder, or S3.
//
// An attachment is EXPECTED from attach on, STORED once its bytes have come, and REMOVED when somebody took it away. Attach gives
// a ticket, good for one upload within ten minutes, and the bytes come by HTTP beside GraphQL. Whoever may read what an
// attachment belongs to may read it; that is asked at every read and never copied.
//
// What comes is held to what was announced before anything is kept: its length, its first bytes, and what may hide in it.
// Pictures are drawn anew, so nothing is left of them but what is seen. Documents cannot be: they are looked through for what
// runs by itself (pdf.go, office.go). That is a scan, no proof: what lies in the packed streams of a PDF is not seen, and so
// every file is served as a download that no browser opens as a page.
//
// Bytes are written to the store before their row says so. When the process dies between the two, nobody points to the bytes;
// Tidy deletes them, and rows whose bytes never came.
//
// The package emits attachment.stored and attachment.removed.
package attachment
