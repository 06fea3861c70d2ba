import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { asApiError } from "../../../api/error";
import { RadioGroup } from "../../../ui/controls/choices";
import { Field } from "../../../ui/Field";
import { Loaded } from "../../page/Loaded";
import { useTitles } from "./useRetention";

export interface Chosen {
  id: string;
  title: string;
}

/** Chooses one interview, found by words of its title. */
export function InterviewChoice({ chosen, onChoose }: { chosen: Chosen | null; onChoose: (chosen: Chosen) => void }) {
  const { t } = useLingui();
  const [words, setWords] = useState("");
  const query = useTitles(words.trim());
  return (
    <div className="grid gap-3">
      <Field
        id="interview-words"
        type="search"
        label={t`Find an interview`}
        hint={t`Enter words from the title.`}
        value={words}
        maxLength={100}
        onChange={({ target }) => {
          setWords(target.value);
        }}
      />
      <Loaded
        value={query.data?.data ?? null}
        error={query.error === null ? null : asApiError(query.error)}
        onRetry={() => void query.refetch()}
        rows={3}
      >
        {(rows) =>
          rows.length === 0 ? (
            <p>
              <Trans>No interview has these words in its title.</Trans>
            </p>
          ) : (
            <RadioGroup
              label={t`Interview`}
              name="interview"
              chosen={chosen?.id ?? null}
              onChoose={(id) => {
                const row = rows.find((found) => found.id === id);
                if (row !== undefined) onChoose({ id, title: row.title });
              }}
              choices={rows.map(({ id, title }) => ({ id, name: title }))}
            />
          )
        }
      </Loaded>
    </div>
  );
}
