/** Removes what the HTML showed until now (`frames.tsx`) as soon as the root has a page, before the next paint. */
export function leaveFrame(root: HTMLElement): void {
  const frame = document.getElementById("frame");
  if (frame === null) return;
  const observer = new MutationObserver(() => {
    if (root.querySelector("main") === null) return;
    frame.remove();
    observer.disconnect();
  });
  observer.observe(root, { childList: true, subtree: true });
}
