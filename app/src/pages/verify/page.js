const by = (id) => document.getElementById(id);
const form = by('file-form'), input = by('file'), found = by('found'), said = by('scan-said'), view = by('scan-view');
const given = form.dataset, words = JSON.parse(given.words), english = given.english === 'true';
let part;
// The check itself travels only when there is something to check.
const load = () => (part ??= import(JS).then(async (code) => (await code.default({ module_or_path: WASM }), code)).catch((why) => { part = undefined; throw why; }));
const tell = (at, text) => { at.textContent = ''; const p = document.createElement('p'); p.className = 'notice'; p.textContent = text; at.append(p); };

async function check(file) {
  tell(found, words.checking);
  if (file.size > Number(given.max) && !file.type.startsWith('image/')) return tell(found, words.large);
  try {
    const code = await load(), bytes = new Uint8Array(await file.arrayBuffer());
    if (/^image\/(png|jpeg|webp)$/.test(file.type) && !code.holds_certificate(bytes)) {
      const picture = await createImageBitmap(file);
      const text = qr(code, picture, picture.width, picture.height);
      return text ? go(text, found) : tell(found, words.no_qr);
    }
    const checking = new code.Checking(bytes, given.did);
    // A disowned key's register is asked for before the status lists.
    for (let round = 0, asked = []; round < 3; round += 1) {
      const missing = checking.missing().filter((address) => !asked.includes(address));
      asked.push(...missing);
      const answers = await Promise.all(missing.map(fetched));
      missing.forEach((address, at) => answers[at] && checking.have(address, answers[at]));
    }
    checking.show(found, english);
    checking.free();
    input.value = '';
    found.scrollIntoView({ block: 'nearest' });
  } catch {
    tell(found, words.failed);
  }
}

// From our own origin, whatever name it is written with: another issuer's lists are never asked for.
const fetched = (address) => fetch(new URL(address).pathname, { cache: 'no-store', credentials: 'omit' })
  .then(async (answer) => (answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null)).catch(() => null);

function qr(code, source, wide, high) {
  const scale = Math.min(1, 1280 / Math.max(wide, high)), canvas = document.createElement('canvas');
  canvas.width = Math.round(wide * scale);
  canvas.height = Math.round(high * scale);
  const brush = canvas.getContext('2d', { willReadFrequently: true });
  brush.drawImage(source, 0, 0, canvas.width, canvas.height);
  return code.read_qr(canvas.width, canvas.height, brush.getImageData(0, 0, canvas.width, canvas.height).data);
}

function go(text, at) {
  let address;
  try { address = new URL(text); } catch { return tell(at, words.foreign); }
  const own = [given.origin, location.origin].includes(address.origin) && /^\/[cs]\/[0-9a-z]{26}$/.test(address.pathname);
  if (own) location.assign(address.pathname);
  else tell(at, words.foreign);
}

async function scan() {
  if (view.srcObject) return stop();
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  } catch (why) {
    return tell(said, why.name === 'NotAllowedError' ? words.refused : words.no_camera);
  }
  try {
    view.srcObject = stream;
    view.hidden = false;
    tell(said, words.hold);
    await view.play();
    const own = window.BarcodeDetector && (await BarcodeDetector.getSupportedFormats()).includes('qr_code');
    const detector = own && new BarcodeDetector({ formats: ['qr_code'] }), code = own || (await load());
    while (view.srcObject) {
      const text = own ? (await detector.detect(view))[0]?.rawValue : view.videoWidth && qr(code, view, view.videoWidth, view.videoHeight);
      if (text) return stop(), go(text, said);
      await new Promise((done) => setTimeout(done, 150));
    }
  } catch {
    stop();
    tell(said, words.failed);
  }
}

function stop() {
  for (const track of view.srcObject?.getTracks() ?? []) track.stop();
  view.srcObject = null;
  view.hidden = true;
  said.textContent = '';
}

input.addEventListener('change', () => input.files[0] && check(input.files[0]));
for (const name of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(name, (event) => {
    if (!event.dataTransfer.types.includes('Files')) return;
    event.preventDefault();
    form.classList.toggle('over', name === 'dragover');
    const file = name === 'drop' && event.dataTransfer.files[0];
    if (file) check(file);
  });
}
by('scan').addEventListener('click', scan);
by('scan-box').hidden = false;
by('drop-hint').hidden = false;
if (!navigator.mediaDevices?.getUserMedia) { by('scan').hidden = true; tell(said, words.no_camera); }
