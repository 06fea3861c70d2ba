import { Trans } from "@lingui/react/macro";
import { Table2, ChartBar } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

import { Action } from "../../ui/controls/Action";
import { FigureLink } from "./FigureLink";
import { type Fill, Strip, Swatch } from "./Strip";

export interface Part {
  name: string;
  value: number;
  fill: Fill;
  /** The address of the sessions behind the value. */
  to: string | null;
}

export interface Bar {
  id: string;
  label: string;
  parts: readonly Part[];
}

interface ChartProps {
  heading: string;
  /** The meaning of the figures, in one sentence. */
  sentence: ReactNode;
  /** The header of the table's first column, which names the kind of rows. */
  rowsAre: string;
  bars: readonly Bar[];
  /** The number that the full width of a bar represents. */
  whole: number;
  /** The scale in words. */
  scale: ReactNode;
}

/** Bars with their numbers next to them, or the same data as a table. */
export function Chart({ heading, sentence, rowsAre, bars, whole, scale }: ChartProps) {
  const id = useId();
  const [isTable, setIsTable] = useState(false);
  return (
    <section aria-labelledby={id} className="grid content-start gap-4 border-t-2 border-ink pt-4">
      <div className="grid gap-1">
        <div className="flex flex-wrap items-center justify-between gap-x-3">
          <h2 id={id} className="text-lead font-[650]">
            {heading}
          </h2>
          <Action
            look="quiet"
            className="-me-4"
            onClick={() => {
              setIsTable(!isTable);
            }}
          >
            {isTable ? <ChartBar aria-hidden="true" /> : <Table2 aria-hidden="true" />}
            {isTable ? <Trans>Show as chart</Trans> : <Trans>Show as table</Trans>}
          </Action>
        </div>
        <p className="max-w-(--measure) text-ink-2">{sentence}</p>
      </div>
      {isTable ? (
        <AsTable label={heading} rowsAre={rowsAre} bars={bars} />
      ) : (
        <>
          <p className="text-meta text-ink-2">{scale}</p>
          <AsBars bars={bars} whole={whole} />
        </>
      )}
    </section>
  );
}

function AsBars({ bars, whole }: Pick<ChartProps, "bars" | "whole">) {
  return (
    <ul className="grid gap-4">
      {bars.map((bar) => (
        <li key={bar.id} className="grid gap-1.5">
          <span className="flex justify-between gap-4">
            <span className="[overflow-wrap:anywhere]">{bar.label}</span>
            <span className="text-end">
              {bar.parts.length === 1 && bar.parts.map((part) => <Value key={part.name} part={part} of={bar.label} />)}
            </span>
          </span>
          <Strip parts={bar.parts} whole={whole} />
          {bar.parts.length > 1 && (
            <span className="flex flex-wrap gap-x-5 gap-y-0.5 text-label text-ink-2">
              {bar.parts.map((part) => (
                <span key={part.name} className="inline-flex items-center gap-1.5">
                  <Swatch fill={part.fill} />
                  {part.name} <Value part={part} of={bar.label} />
                </span>
              ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Value({ part, of }: { part: Part; of: string }) {
  return (
    <FigureLink to={part.value === 0 ? null : part.to} name={`${of}, ${part.name}: ${String(part.value)}`}>
      {part.value}
    </FigureLink>
  );
}

function AsTable({ label, rowsAre, bars }: { label: string; rowsAre: string; bars: readonly Bar[] }) {
  const names = [...new Set(bars.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  return (
    <div role="group" aria-label={label} tabIndex={0} className="overflow-x-auto">
      <table className="w-full border-collapse text-start">
        <thead>
          <tr className="border-b border-line text-label text-ink-2">
            <th scope="col" className="py-2 pe-4 text-start">
              {rowsAre}
            </th>
            {names.map((name) => (
              <th key={name} scope="col" className="px-3 py-2 text-end first-letter:uppercase">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.id} className="border-b border-line">
              <th scope="row" className="min-w-40 py-2 pe-4 text-start font-normal">
                {bar.label}
              </th>
              {names.map((name) => {
                const part = bar.parts.find((one) => one.name === name);
                return (
                  <td key={name} className="px-3 py-2 text-end">
                    {part === undefined ? "–" : <Value part={part} of={bar.label} />}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
