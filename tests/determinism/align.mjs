// node align.mjs WASM: milliseconds to align 1,000 typed characters with the text given, in the library compiled for wasm32.
// One tab-separated line a metric, as benches print them; the reference is the time the drill may take at a key.
import { readFileSync } from 'node:fs';

const ALLOWED_MS = 1;
const CHARACTERS = 1000;
const ROUNDS = 7;

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]));
const { memory, room, align, align_along } = instance.exports;

/** A text of many different characters, the same each time. */
const given = Array.from({ length: CHARACTERS }, (_, at) => String.fromCodePoint(0x4e00 + ((at * 7919) % 1500)));

/** Every `nth` character wrong, left out or doubled in turn. */
function typed(nth) {
  let fault = 0;
  return given.flatMap((character, at) => {
    if (at % nth !== nth - 1) return [character];
    fault += 1;
    return [['错'], [], [character, character]][fault % 3];
  });
}

function measure(name, text) {
  const bytes = new TextEncoder().encode(`${given.join('')}\0${text.join('')}`);
  const address = room(bytes.length);
  new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
  // From nothing; and at a key, with what was aligned before kept along: there each round is two keys.
  for (const [how, run, each] of [['', align, 1], ['_at_a_key', align_along, 2]]) {
    const median = ([few, many]) => {
      const rounds = Array.from({ length: ROUNDS }, () => {
        const from = performance.now();
        run(address, bytes.length, few);
        const between = performance.now();
        run(address, bytes.length, many);
        return (performance.now() - between - (between - from)) / (many - few) / each;
      });
      return rounds.sort((a, b) => a - b)[ROUNDS >> 1];
    };
    run(address, bytes.length, 20);
    const ms = median([1, 41]);
    const right = run(address, bytes.length, 1);
    console.log(`typing.${name}${how}\t${ms.toFixed(3)}\tms\tallowed at a key (${right} of ${CHARACTERS} right)\t${ALLOWED_MS.toFixed(3)}`);
  }
}

measure('align_right', given);
measure('align_1_in_50_wrong', typed(50));
measure('align_1_in_20_wrong', typed(20));
measure('align_1_in_10_wrong', typed(10));
measure('align_1_in_5_wrong', typed(5));
measure('align_another_text', given.map((_, at) => String.fromCodePoint(0x6e00 + at)));
