// Open Badges 3.0, 5.3.2: the credential is an uncompressed iTXt chunk of a PNG.
const keyword = 'openbadgecredential\0\0\0\0\0';

/** The credential's text in the bytes of a PNG, and where its chunk begins. */
export function extract(png) {
  for(let at = 8; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const data = png.subarray(at + 8, at + 8 + png.readUInt32BE(at));
    if(png.toString('latin1', at + 4, at + 8) === 'iTXt' && data.toString('latin1', 0, keyword.length) === keyword) {
      return {text: data.toString('utf8', keyword.length), at};
    }
  }
  throw new Error('the PNG holds no credential');
}

/** `png` with the text of its credential edited, and the chunk's check made to fit again. */
export function edit(png, change) {
  const {text, at} = extract(png);
  const typed = Buffer.concat([Buffer.from(`iTXt${keyword}`, 'latin1'), Buffer.from(change(text))]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(typed.length - 4);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc(typed));
  return Buffer.concat([png.subarray(0, at), length, typed, check, png.subarray(at + 12 + png.readUInt32BE(at))]);
}

function crc(bytes) {
  let value = 0xffffffff;
  for(const byte of bytes) {
    value ^= byte;
    for(let bit = 0; bit < 8; bit++) {
      value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    }
  }
  return ~value >>> 0;
}
