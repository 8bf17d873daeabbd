// node run.mjs http://127.0.0.1:8080/graphql
//
// Runs every audit of GraphQL over HTTP, prints each that fails and at last {"ok":N}; exit status 1 unless all pass.
// The server must allow introspection: one audit reads a type.
import { serverAudits } from 'graphql-http';

const url = process.argv[2];
if (!url) {
  console.error('usage: node run.mjs URL');
  process.exit(2);
}

const audits = serverAudits({ url, fetchFn: fetch });
let ok = 0;
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status === 'ok') {
    ok++;
    continue;
  }
  console.log(`${result.status} ${audit.id} ${audit.name}: ${result.reason}`);
}
console.log(JSON.stringify({ ok }));
process.exit(ok === audits.length && ok === 61 ? 0 : 1);
