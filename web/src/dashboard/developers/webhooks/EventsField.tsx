import { Trans, useLingui } from "@lingui/react/macro";

import { CheckRow } from "../../../ui/controls/choices";
import { EVENT_GROUPS, EVENT_NAMES, EVENTS, type EventName } from "./events";

interface EventsFieldProps {
  id: string;
  /** null for all events, including ones added later. */
  chosen: readonly EventName[] | null;
  onChange: (chosen: readonly EventName[] | null) => void;
  error?: string | undefined;
}

/** Which events an endpoint receives, grouped by what they are about. */
export function EventsField({ id, chosen, onChange, error }: EventsFieldProps) {
  const { i18n } = useLingui();
  return (
    <fieldset className="grid gap-1">
      <legend className="mb-1 font-[650]">
        <Trans>Events</Trans>
      </legend>
      {error && <p className="text-label font-[650] text-danger-ink">{error}</p>}
      <CheckRow
        id={id}
        checked={chosen === null}
        aria-invalid={error ? true : undefined}
        onChange={({ target }) => {
          onChange(target.checked ? null : []);
        }}
      >
        <Trans>All events, including future ones</Trans>
      </CheckRow>
      {chosen !== null &&
        EVENT_GROUPS.map(({ noun, label, events }) => (
          <fieldset key={noun} className="mt-3 grid gap-2">
            <legend className="font-[650]">{i18n._(label)}</legend>
            {events.map((event) => (
              <CheckRow
                key={event}
                checked={chosen.includes(event)}
                hint={i18n._(EVENTS[event])}
                onChange={({ target }) => {
                  onChange(EVENT_NAMES.filter((one) => (one === event ? target.checked : chosen.includes(one))));
                }}
              >
                <code className="font-mono text-label">{event}</code>
              </CheckRow>
            ))}
          </fieldset>
        ))}
    </fieldset>
  );
}
