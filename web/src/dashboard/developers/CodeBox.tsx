/** A machine-written text, marked as not being in the page's language, in a box that scrolls. */
export function CodeBox({ label, text }: { label: string; text: string }) {
  return (
    <pre
      role="group"
      aria-label={label}
      tabIndex={0}
      dir="ltr"
      className="max-h-72 overflow-auto rounded-control bg-sunken p-3 font-mono text-label"
    >
      <code lang="">{text}</code>
    </pre>
  );
}
