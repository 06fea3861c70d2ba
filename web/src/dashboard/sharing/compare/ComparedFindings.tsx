import type { components } from "../../../api/schema";
import { useSections } from "../../report/useSections";
import { Quotes } from "../Quotes";

type Person = components["schemas"]["ComparisonOut"]["people"][number];

/** The contents of a report without levels: its sections of claims, with quotes. */
export function ComparedFindings({ person }: { person: Person }) {
  const sections = useSections();
  return sections.map(({ part, heading }) => {
    const claims = person[part] ?? [];
    return (
      claims.length > 0 && (
        <div key={part} className="mt-3 grid gap-3">
          <h4 className="font-[650]">{heading}</h4>
          {/* The server keeps only claims with evidence. Without a quote, a claim lists the options chosen. */}
          {claims.map(({ text, quotes, chosen }) => (
            <div key={text} className="grid gap-2">
              <p dir="auto">{text}</p>
              <Quotes quotes={quotes} chosen={chosen} />
            </div>
          ))}
        </div>
      )
    );
  });
}
