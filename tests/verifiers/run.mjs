// node run.mjs DID.json CREDENTIAL… [--status LIST.json …] [--python PYTHON]
// Every credential must be accepted by the independent verifiers, and every change of it rejected.
// With --python (an interpreter that has requirements.txt installed) openbadgeslib and openvc-core judge as well.
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {basename, extname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {spawnSync} from 'node:child_process';
import {tmpdir} from 'node:os';
import {edit} from './png.mjs';
import {readCredential, verify} from './verify.mjs';

const change = edit => text => {
  const credential = JSON.parse(text);
  edit(credential);
  return JSON.stringify(credential);
};
const subject = credential => credential.credentialSubject;
const json = {
  'a better result': change(c => subject(c).result[0].value = '999'),
  'a lower threshold': change(c => subject(c).achievement.resultDescription[0].requiredValue = '≥ 1'),
  'another holder': change(c => subject(c).identifier[0].identityHash = `sha256$${'0'.repeat(64)}`),
  'a later end': change(c => c.validUntil = '2099-01-01T00:00:00Z'),
  'another place in the status list': change(c => c.credentialStatus[0].statusListIndex = '1'),
  'another status list': change(c => c.credentialStatus[0].statusListCredential += '9'),
  'no status': change(c => delete c.credentialStatus),
  'another school': change(c => c.issuer.name = 'Another school'),
  'another issuer': change(c => c.issuer.id = 'did:web:example.com'),
  'another standard': change(c => subject(c).achievement.id += '-9'),
  'an unmapped member': change(c => subject(c).achievement.honours = 'summa cum laude'),
  'an unmapped member at the top': change(c => c.honours = 'summa cum laude'),
  'a foreign context': change(c => c['@context'].push('https://example.com/context')),
  'a later signature': change(c => c.proof.created = '2026-01-01T00:00:00Z'),
  'another purpose': change(c => c.proof.proofPurpose = 'authentication'),
  'another signature': change(c => c.proof.proofValue = c.proof.proofValue.replace(/.$/, last => last === '2' ? '3' : '2')),
  'no proof': change(c => delete c.proof),
};
const parts = edit => text => {
  const token = text.trim().split('.');
  edit(token);
  return token.join('.');
};
const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = part => JSON.parse(Buffer.from(part, 'base64url'));
const jwt = {
  'a better result': parts(token => {
    const claims = decode(token[1]);
    claims.credentialSubject.result[0].value = '999';
    token[1] = encode(claims);
  }),
  'a later end': parts(token => token[1] = encode({...decode(token[1]), exp: 4070908800})),
  'no algorithm': parts(token => token[0] = encode({...decode(token[0]), alg: 'none'})),
  'no signature': parts(token => token[2] = ''),
  'another signature': parts(token => token[2] = (token[2][0] === 'A' ? 'B' : 'A') + token[2].slice(1)),
};
const svg = {'a better result': text => text.replace('"value":"', '"value":"9')};
const png = {
  'a better result': bytes => edit(bytes, svg['a better result']),
  'a later end': bytes => edit(bytes, json['a later end']),
};
const changes = {'.json': json, '.jwt': jwt, '.svg': svg, '.png': png};

const {did, credentials, lists, python} = readArguments(process.argv.slice(2));
const folder = mkdtempSync(join(tmpdir(), 'credentials-'));
let faults = 0;
try {
  const cases = credentials.flatMap(path => {
    const text = readFileSync(path, extname(path) === '.png' ? null : 'utf8');
    const made = Object.entries(changes[extname(path)]).map(([name, edit], number) => {
      const changed = join(folder, `${basename(path, extname(path))}-${number}${extname(path)}`);
      writeFileSync(changed, edit(text));
      return {name: `${extname(path)}: ${name}`, path: changed, good: false};
    });
    return [{name: `${extname(path)}: as issued`, path, good: true}, ...made];
  });
  await judgeByNode(cases);
  for(const library of python ? ['openbadgeslib', 'openvc'] : []) {
    judgeByPython(library, cases);
  }
} finally {
  rmSync(folder, {recursive: true});
}
process.exitCode = faults === 0 ? 0 : 1;

async function judgeByNode(cases) {
  const read = path => JSON.parse(readFileSync(path, 'utf8'));
  const [document, statusLists] = [read(did), lists.map(read)];
  const verdicts = [];
  for(const {path} of cases) {
    verdicts.push(await verify(readCredential(path), document, statusLists));
  }
  report('digitalbazaar', cases, verdicts);
}

function judgeByPython(library, cases) {
  // What a library does not know how to read at all, whoever issued it: see README.md.
  const known = cases.filter(({path}) => library !== 'openvc' || extname(path) !== '.jwt');
  const script = fileURLToPath(new URL('verify.py', import.meta.url));
  const statusLists = library === 'openvc' ? lists.flatMap(list => ['--status', list]) : [];
  const run = spawnSync(python, [script, library, did, ...statusLists, ...known.map(({path}) => path)],
    {encoding: 'utf8'});
  const lines = run.stdout.trim().split('\n').filter(Boolean);
  if(lines.length !== known.length) {
    throw new Error(`${library} stopped: ${run.stderr}`);
  }
  report(library, known, lines.map(line => ({verified: line.startsWith('accepted'), why: line.split('\t')[1]})));
}

function report(library, cases, verdicts) {
  let [accepted, rejected] = [0, 0];
  for(const [place, {name, good}] of cases.entries()) {
    const {verified, why} = verdicts[place];
    if(verified === good) {
      good ? accepted++ : rejected++;
      continue;
    }
    faults++;
    console.error(`${library}: ${name} was ${verified ? 'accepted' : `rejected: ${why}`}`);
  }
  console.log(`${library}: ${accepted} accepted as issued, ${rejected} changed ones rejected`);
}

function readArguments(given) {
  const read = {did: given[0], credentials: [], lists: [], python: null};
  for(let place = 1; place < given.length; place++) {
    if(given[place] === '--status') {
      read.lists.push(given[++place]);
    } else if(given[place] === '--python') {
      read.python = given[++place];
    } else {
      read.credentials.push(given[place]);
    }
  }
  if(read.credentials.length === 0) {
    console.error('usage: node run.mjs DID.json CREDENTIAL… [--status LIST.json …] [--python PYTHON]');
    process.exit(2);
  }
  return read;
}
