"""Files that are dropped on the explorer's page, and its page of columns."""

import base64

from playwright.sync_api import Page


def drop(page: Page, *files: tuple[str, bytes]) -> None:
    """Drop files on the page's place for them, as from the desktop."""
    dropped = page.evaluate_handle(
        """(files) => {
            const dropped = new DataTransfer();
            for (const [name, content] of files) {
                const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
                dropped.items.add(new File([bytes], name));
            }
            return dropped;
        }""",
        [[name, base64.b64encode(content).decode()] for name, content in files],
    )
    page.dispatch_event(".drop", "drop", {"dataTransfer": dropped})


def open_map(page: Page) -> None:
    page.locator("#tab-map").click()
    page.locator(".map .drop").wait_for()
