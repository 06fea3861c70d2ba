import { Trans, useLingui } from "@lingui/react/macro";

import { StatusWord } from "../../ui/StatusWord";
import type { Rehearsed } from "./useRehearsal";

/** How far apart the levels of the strong and the vague candidate are. Shows nothing unless a model has rated both. */
export function Separation({ results }: { results: readonly Rehearsed[] }) {
  const { t } = useLingui();
  const strong = results.find(({ kind }) => kind === "STRONG")?.levels ?? null;
  const vague = results.find(({ kind }) => kind === "VAGUE")?.levels ?? null;
  if (strong === null || vague === null) return null;
  const rows = strong.map(({ criterion, level }, place) => ({
    criterion,
    high: level,
    low: vague[place]?.level ?? null,
  }));
  return (
    <section aria-labelledby="separation" className="grid gap-3">
      <h2 id="separation" className="text-lead font-[650]">
        <Trans>Level separation</Trans>
      </h2>
      <p className="max-w-(--measure) text-ink-2">
        <Trans>
          If a strong and a vague candidate get the same level, the criterion tells you nothing. Sharpen its wording or
          its question.
        </Trans>
      </p>
      <table className="w-full max-w-(--measure) border-collapse wrap-normal border-t-2 border-ink">
        <thead>
          <tr className="border-b border-line text-start text-label text-ink-2">
            <th scope="col" className="px-1.5 py-2 wide:px-3 text-start">{t`Criterion`}</th>
            <th scope="col" className="px-1.5 py-2 wide:px-3 text-end">{t`Strong`}</th>
            <th scope="col" className="px-1.5 py-2 wide:px-3 text-end">{t`Vague`}</th>
            <th scope="col" className="px-1.5 py-2 wide:px-3 text-start">{t`Separated`}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ criterion, high, low }) => (
            <tr key={criterion} className="border-b border-line">
              <th scope="row" className="px-1.5 py-2 wide:px-3 text-start font-[650] wrap-anywhere">
                {criterion}
              </th>
              <td className="px-1.5 py-2 wide:px-3 text-end tabular-nums">{high ?? t`No evidence`}</td>
              <td className="px-1.5 py-2 wide:px-3 text-end tabular-nums">{low ?? t`No evidence`}</td>
              <td className="px-1.5 py-2 wide:px-3">
                {(high ?? 0) > (low ?? 0) ? (
                  <StatusWord tone="good">{t`Yes`}</StatusWord>
                ) : (
                  <StatusWord tone="warning">{t`No`}</StatusWord>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
