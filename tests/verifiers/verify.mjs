// node verify.mjs CREDENTIAL DID.json [STATUS-LIST.json …]
// CREDENTIAL: JSON with a Data Integrity proof, an SVG or PNG with that baked in, or a JWT.
// Exit 0: Digital Bazaar's libraries (a JWT: Node's own Ed25519) accept it; 1: they do not, and why is on standard error.
// Nothing is fetched: contexts come from the project, keys and status lists from the files given.
import * as vc from '@digitalbazaar/vc';
import {createPublicKey, verify as verifySignature} from 'node:crypto';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {fileURLToPath} from 'node:url';
import {from as keyFrom} from '@digitalbazaar/ed25519-multikey';
import {extract} from './png.mjs';
import {readFileSync} from 'node:fs';

const contexts = new URL('../../src/certification/contexts/', import.meta.url);
const readJson = path => JSON.parse(readFileSync(path, 'utf8'));
const published = new Map([
  ['https://www.w3.org/ns/credentials/v2', readJson(new URL('credentials-v2.json', contexts))],
  ['https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json',
    readJson(new URL('ob-v3p0-context-3.0.3.json', contexts))],
]);

/**
 * Whether `text` is a credential by the issuer of `did`; where status lists are given, also neither revoked nor
 * suspended. Gives `{verified, why}`.
 */
export async function verify(text, did, statusLists = []) {
  try {
    const trimmed = text.trim();
    if(trimmed.startsWith('<')) {
      return await verifyProof(JSON.parse(baked(trimmed)), did, statusLists);
    }
    return trimmed.startsWith('{') ? await verifyProof(JSON.parse(trimmed), did, statusLists)
      : await verifyToken(trimmed, did);
  } catch(error) {
    return {verified: false, why: error.message};
  }
}

async function verifyProof(credential, did, statusLists) {
  const documents = new Map(published);
  documents.set(did.id, did);
  for(const method of did.verificationMethod) {
    // What dereferencing a key's address in a DID document gives.
    documents.set(method.id, {'@context': 'https://w3id.org/security/multikey/v1', ...method});
  }
  for(const list of statusLists) {
    documents.set(list.id, list);
  }
  const documentLoader = async url => {
    if(!documents.has(url)) {
      throw new Error(`nothing is fetched, and ${url} is not at hand`);
    }
    return {contextUrl: null, documentUrl: url, document: documents.get(url)};
  };
  const suite = new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential({
    credential, documentLoader, suite,
    checkStatus: statusLists.length === 0 ? async () => ({verified: true}) :
      given => checkStatus({...given, suite, verifyBitstringStatusListCredential: true}),
  });
  // There, "verified" says that the bits could be read; what they are is for the caller to judge.
  const set = result.statusResult?.results?.filter(({status}) => status) ?? [];
  if(result.verified && set.length > 0) {
    return {verified: false, why: set.map(({credentialStatus}) => `${credentialStatus.statusPurpose} is set`).join('; ')};
  }
  const issuer = credential.issuer?.id ?? credential.issuer;
  if(result.verified && issuer !== did.id) {
    return {verified: false, why: `${issuer} is not ${did.id}`};
  }
  const faults = [result.error, ...(result.error?.errors ?? []), result.statusResult?.error];
  return {verified: result.verified, why: faults.filter(Boolean).map(fault => fault.message).join('; ')};
}

async function verifyToken(token, did) {
  const [header, payload, signature, ...more] = token.split('.');
  const part = text => JSON.parse(Buffer.from(text, 'base64url'));
  const {alg, kid} = part(header);
  const method = did.verificationMethod.find(({id}) => id === kid && did.assertionMethod.includes(id));
  if(alg !== 'EdDSA' || !method || more.length > 0) {
    return {verified: false, why: 'not signed by EdDSA with a key of the issuer'};
  }
  const {publicKey} = await (await keyFrom(method)).export({publicKey: true, raw: true});
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({format: 'jwk', key: {kty: 'OKP', crv: 'Ed25519', x}});
  const signed = verifySignature(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
  const claims = part(payload);
  const now = Date.now() / 1000;
  if(!signed || claims.iss !== did.id || claims.issuer.id !== did.id || claims.nbf > now || claims.exp < now) {
    return {verified: false, why: signed ? 'claims do not hold' : 'Invalid signature.'};
  }
  return {verified: true, why: ''};
}

/** The text of a credential's file; out of a PNG the credential itself. */
export function readCredential(path) {
  return path.endsWith('.png') ? extract(readFileSync(path)).text : readFileSync(path, 'utf8');
}

function baked(svg) {
  const found = /<openbadges:credential><!\[CDATA\[(.*?)\]\]><\/openbadges:credential>/s.exec(svg);
  if(!found || !svg.includes('xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"')) {
    throw new Error('the SVG holds no credential');
  }
  return found[1];
}

if(process.argv[1] === fileURLToPath(import.meta.url)) {
  const [credential, did, ...statusLists] = process.argv.slice(2);
  const {verified, why} = await verify(readCredential(credential), readJson(did), statusLists.map(readJson));
  if(!verified) {
    console.error(why);
  }
  process.exitCode = verified ? 0 : 1;
}
