/** Whether the keyboard has a command key. */
export function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

/** The name of the key that moves things along with an arrow key. */
export const optionKey = () => (isApple() ? "⌥" : "Alt");
