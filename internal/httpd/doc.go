// Package httpd is the edge: it turns bytes from the network into one call of the executor and the answer into bytes.
//
// It owns who asks (the bearer token, the address behind the trusted proxies, the language, the request id), what a request
// may look like (the GraphQL-over-HTTP envelope, graphql-transport-ws, GraphQL over SSE), how much of it is served at once
// (body size, running operations, open streams, points per account or address), and how the process shows its health and
// stops. What an operation may ask for is decided behind it, in package graph, alike for every transport.
//
// Decisions:
//   - The transports are ours and not gqlgen's. Its POST and SSE transports echo and log bodies; its WebSocket loop knows
//     none of the protocol's close codes and lets a finished subscription complete the next one that reuses its id.
//   - Where the draft of GraphQL over HTTP (422, 294) and its audit suite (400, 200) differ, the audits are followed.
//   - Role changes end a stream: a socket is asked for its token's actor again every few seconds and closed with 4403 when
//     the answer differs, so that no subscription outlives the rights it started with.
//   - An address may be a whole office or a mobile carrier, so caps per address are wide and caps per account narrow.
package httpd
