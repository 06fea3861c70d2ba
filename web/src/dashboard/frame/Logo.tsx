/** Two voices at one line: the interviewer's above it, the candidate's below. */
export function Logo() {
  return (
    <span className="inline-flex items-center gap-2 text-lead leading-none font-bold">
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-7 flex-none">
        <g className="fill-petrol">
          <rect x="2.5" y="7" width="3" height="6" rx="1" />
          <rect x="7.5" y="3" width="3" height="10" rx="1" />
        </g>
        <g className="fill-marigold-line">
          <rect x="13.5" y="11" width="3" height="10" rx="1" />
          <rect x="18.5" y="11" width="3" height="6" rx="1" />
        </g>
      </svg>
      Aural
    </span>
  );
}
