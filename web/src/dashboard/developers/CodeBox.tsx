/** A text as a machine wrote it, in no language that one speaks, in a box that scrolls by itself. */
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
