/** Where focus goes when what had it is gone: a removed row, an item of a closed menu. */
export function landOnHeading(): void {
  document.querySelector<HTMLElement>("h1[tabindex]")?.focus({ preventScroll: true });
}
