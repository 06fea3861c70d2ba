/** The employer's mark: its first letter, or Aural's own two voices where no employer is named. */
export function Mark({ name }: { name: string | null }) {
  const letter = name === null ? null : Array.from(name.trim())[0]?.toUpperCase();
  return (
    <span
      aria-hidden="true"
      className="grid size-9 flex-none place-items-center rounded-control bg-ink text-body leading-none font-bold text-bg"
    >
      {letter ?? <Voices />}
    </span>
  );
}

function Voices() {
  return (
    <svg viewBox="0 0 24 24" className="size-5" fill="currentColor">
      <rect x="3" y="8" width="3" height="5" rx="1" />
      <rect x="8" y="4" width="3" height="9" rx="1" />
      <rect x="13" y="12" width="3" height="9" rx="1" />
      <rect x="18" y="12" width="3" height="5" rx="1" />
    </svg>
  );
}
