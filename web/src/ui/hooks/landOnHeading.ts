/** Gives the focus to the page's heading when the focused element is gone: a removed row, an item of a closed menu. */
export function landOnHeading(): void {
  document.querySelector<HTMLElement>("h1[tabindex]")?.focus({ preventScroll: true });
}
