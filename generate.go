// Package gandan is the root of Gần Dân; it holds nothing but the order of generation.
//
// Both steps run here, in the root, since gqlgen finds its configuration by walking up and ent by a path.
package gandan

//go:generate go tool ent generate --feature intercept,modifier,execquery --template ./ent/template --target ./ent ./ent/schema
//go:generate go tool gqlgen generate
