"""The README's picture: Petra's email, text message and letter, as they really are.

python -m tests.browser.picture docs/output.png
"""

from __future__ import annotations

import base64
import html
import json
import sys
from pathlib import Path

from renderer import Outcome
from renderer import Renderer
from renderer.proof import page_picture
from tests.browser.chromium import chromium

ROOT = Path(__file__).resolve().parents[2]
WIDTH, HEIGHT = 1500, 1000
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; background: #e9e6de; font: 15px/1.5 "Noto Sans", sans-serif; color: #12232d }}
.email, .letter, .sms {{ position: absolute; background: #fff; overflow: hidden;
  box-shadow: 0 1px 3px #0002, 0 12px 40px #12232d22 }}
.email {{ left: 48px; top: 48px; width: 600px; height: 904px; border-radius: 10px }}
.letter {{ left: 690px; top: 48px; width: 440px; height: 622px }}
.letter.two {{ left: 1020px; top: 260px }}
.sms {{ left: 690px; top: 710px; width: 290px; padding: 18px 20px; border-radius: 18px;
  overflow-wrap: anywhere }}
iframe {{ width: 600px; height: 2600px; border: 0; margin-top: -32px }}
img {{ width: 100% }}
</style>
<div class="email"><iframe sandbox="" srcdoc="{email}"></iframe></div>
<div class="letter"><img alt="" src="data:image/png;base64,{letter}"></div>
<div class="letter two"><img alt="" src="data:image/png;base64,{other}"></div>
<div class="sms">{sms}</div>"""


def main(target: Path) -> None:
    """Render, compose, and write the picture."""
    renderer = Renderer(ROOT)
    petra = renderer.library.samples["petra"]
    amina = renderer.library.samples["amina"]
    outcome = renderer.render("alternative-offers", petra.customer, as_of=petra.as_of)
    other = renderer.render("cancellation-received", amina.customer, as_of=amina.as_of)
    page = PAGE.format(
        email=html.escape(_local(outcome, renderer), quote=True),
        letter=_picture(outcome),
        other=_picture(other),
        sms=html.escape(outcome.sms.text if outcome.sms else ""),
    )
    target.parent.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        view = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        view.set_content(page)
        view.wait_for_timeout(500)
        view.screenshot(path=str(target))
    print(json.dumps({"picture": str(target), "release": renderer.library.release}))


def _local(outcome: Outcome, renderer: Renderer) -> str:
    """The email's HTML with the brand's pictures put in, since a picture loads nothing."""
    text = outcome.email.html if outcome.email else ""
    images = renderer.library.brand.images
    for path, data in renderer.library.files.items():
        if path.startswith("templates/brand/img/") and path.endswith(".png"):
            name = path.removeprefix("templates/brand/img/")
            inline = f"data:image/png;base64,{base64.b64encode(data).decode()}"
            text = text.replace(f"{images}{name}", inline)
    return text


def _picture(outcome: Outcome) -> str:
    pdf = outcome.letter.pdf if outcome.letter else b""
    return base64.b64encode(page_picture(pdf, dpi=110)).decode()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
