import { Trans } from "@lingui/react/macro";

import type { components } from "../../api/schema";
import { Quotes } from "./Quotes";

type Person = components["schemas"]["ComparisonOut"]["people"][number];

/** What the report of a person without levels contains: findings by question with quotes, and themes. */
export function ComparedFindings({ person: { findings, themes } }: { person: Person }) {
  return (
    <>
      {findings.length > 0 && (
        <div className="mt-3 grid gap-3">
          <h4 className="font-[650]">
            <Trans>Findings</Trans>
          </h4>
          {findings.map(({ text, quotes, chosen }) => (
            <div key={text} className="grid gap-2">
              <p dir="auto">{text}</p>
              <Quotes quotes={quotes} chosen={chosen} />
            </div>
          ))}
        </div>
      )}
      {themes.length > 0 && (
        <div className="mt-3 grid gap-1">
          <h4 className="font-[650]">
            <Trans>Themes</Trans>
          </h4>
          <ul className="list-inside list-disc">
            {themes.map(({ text }) => (
              <li key={text} dir="auto">
                {text}
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
