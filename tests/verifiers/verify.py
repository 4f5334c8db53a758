"""python verify.py LIBRARY DID.json [--status LIST.json …] CREDENTIAL…

LIBRARY is openbadgeslib or openvc. A credential is JSON, a JWT, or an SVG or PNG with the JSON baked in. One line each:
"accepted", or "rejected" with the reason behind a tab. Exit 0 if all are accepted, else 1. Nothing is fetched:
whatever the library asks for is answered from the files given.
"""
import argparse
import json
import sys
from pathlib import Path


def openbadgeslib(text, did, lists):
    from openbadgeslib.ob3.ldp import OB3LdpVerifier
    from openbadgeslib.ob3.verifier import OB3Verifier

    answers = {"https://localhost:3000/.well-known/did.json": did, **{entry["id"]: entry for entry in lists}}

    def download(url, *_args, **_kwargs):
        return json.dumps(answers[url]).encode()

    kind = OB3LdpVerifier if text.startswith("{") else OB3Verifier
    verifier = kind.for_issuer_did(did["id"], download=download)
    verifier.verify(text, check_status=bool(lists), download=download)


def openvc(text, did, lists):
    from openvc.did.base import parse_did_document
    from openvc.verify import VerificationPolicy, verify_credential

    class Known:
        def supports(self, asked):
            return asked == did["id"]

        def resolve(self, asked):
            return parse_did_document(did)

    contexts = Path(__file__).parents[2] / "src" / "certification" / "contexts"
    open_badges = json.loads((contexts / "ob-v3p0-context-3.0.3.json").read_text())
    extra = {"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json": open_badges}
    known = {entry["id"]: entry for entry in lists}

    def resolve_status_list(url):
        return verify(known[url], VerificationPolicy(require_status=False)).credential

    def verify(credential, policy):
        return verify_credential(credential, policy=policy, resolver=Known(), extra_contexts=extra,
                                 resolve_status_list=resolve_status_list if lists else None)

    credential = json.loads(text) if text.startswith("{") else text
    verify(credential, VerificationPolicy(require_status=bool(lists), expected_types=["OpenBadgeCredential"]))


def read(path):
    """The credential's text; out of a picture it is taken by openbadgeslib, as its own verifier does."""
    if path.suffix not in (".svg", ".png"):
        return path.read_text().strip()
    from openbadgeslib.baking import SVG_ELEMENT_OB3, ITXT_KEYWORD_OB3, extract_png, extract_svg
    if path.suffix == ".png":
        return extract_png(path.read_bytes(), keyword=ITXT_KEYWORD_OB3) or ""
    return extract_svg(path.read_bytes(), element=SVG_ELEMENT_OB3, text_fallback=True) or ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("library", choices=["openbadgeslib", "openvc"])
    parser.add_argument("did", type=Path)
    parser.add_argument("credentials", type=Path, nargs="+")
    parser.add_argument("--status", type=Path, action="append", default=[])
    given = parser.parse_args()
    judge = {"openbadgeslib": openbadgeslib, "openvc": openvc}[given.library]
    did, lists = json.loads(given.did.read_text()), [json.loads(path.read_text()) for path in given.status]
    exit_code = 0
    for path in given.credentials:
        try:
            judge(read(path), did, lists)
            print("accepted")
        except Exception as fault:  # whatever the library raises is its reason
            print(f"rejected\t{type(fault).__name__}: {fault}".replace("\n", " "))
            exit_code = 1
    return exit_code


if __name__ == "__main__":
    sys.exit(main())
