// node digest.mjs WASM CONTENT: the digest of a hundred transcripts, made by the library compiled for wasm32.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const [wasm, content] = process.argv.slice(2);
const names = readdirSync(content, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.toml'))
  .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
const files = Object.fromEntries(names.map((name) => [relative(content, name).split(sep).join('/'), readFileSync(name, 'utf8')]));

const { instance } = await WebAssembly.instantiate(readFileSync(wasm));
const { memory, room, run } = instance.exports;
const given = new TextEncoder().encode(JSON.stringify(files));
const address = room(given.length);
new Uint8Array(memory.buffer, address, given.length).set(given);
const answer = run(address, given.length);
const length = new DataView(memory.buffer).getUint32(answer, true);
console.log(new TextDecoder().decode(new Uint8Array(memory.buffer, answer + 4, length)));
