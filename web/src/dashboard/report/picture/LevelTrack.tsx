import { type Mark, marksAt, SLOTS } from "./marks";
import { MarkShape } from "./MarkShape";

/** The marks at one place. Several people share one shape with their number. */
export function MarksHere({ marks }: { marks: readonly Mark[] }) {
  const people = marks.filter(({ kind }) => kind === "person");
  return (
    <>
      {marks
        .filter(({ kind }) => kind !== "person")
        .map(({ kind }) => (
          <MarkShape key={kind} kind={kind} />
        ))}
      {people.length === 1 && <MarkShape kind="person" />}
      {people.length > 1 && <CountedPeople count={people.length} />}
    </>
  );
}

/** The shape of several people, with their number inside. */
function CountedPeople({ count }: { count: number }) {
  return (
    <span className="grid h-4 min-w-4 place-items-center rounded-[2px] bg-ink px-0.5 text-[0.6875rem] leading-none font-[650] text-bg tabular-nums [print-color-adjust:exact]">
      {count}
    </span>
  );
}

/** The line with the marks. Every mark is also given in words next to it. */
export function LevelTrack({ marks }: { marks: readonly Mark[] }) {
  return (
    <span aria-hidden="true" className="grid grid-cols-5">
      {SLOTS.map((slot) => (
        <span
          key={slot ?? "none"}
          className={`relative flex min-h-6 flex-wrap items-center justify-center gap-0.5 ${slot === null ? "hatched-light rounded-tight" : "track-line"}`}
        >
          <MarksHere marks={marksAt(marks, slot)} />
        </span>
      ))}
    </span>
  );
}

/** The numbers above the lines, once for all of them. */
export function TrackScale() {
  return (
    <span aria-hidden="true" className="grid grid-cols-5 text-center font-mono text-meta text-ink-2">
      {SLOTS.map((slot) => (
        <span key={slot ?? "none"}>{slot ?? "–"}</span>
      ))}
    </span>
  );
}
