import { Trans, useLingui } from "@lingui/react/macro";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { taskOfType } from "../../api/questionTypes";
import { announce } from "../../ui/Announcer";
import { Action } from "../../ui/controls/Action";
import { ErrorBox } from "../../ui/ErrorBox";
import { Field } from "../../ui/Field";
import { Modal } from "../../ui/overlay/Modal";
import { TextArea } from "../../ui/TextArea";
import { ConflictBox } from "../builder/ConflictBox";
import { useNamedProblems } from "../builder/namedProblems";
import { OptionsEditor } from "../builder/questions/OptionsEditor";
import { key } from "../data/keys";
import { type LibraryQuestion } from "./library";
import type { FieldProblems } from "../form/FormProblems";
import { useLibraryQuestion } from "./useLibraryQuestion";

/** Changes a question of the library. Interviews that already use it stay as they are. */
export function LibraryQuestionDialog({ kept, onClose }: { kept: LibraryQuestion; onClose: () => void }) {
  const { t } = useLingui();
  const client = useQueryClient();
  const { values, put, save, isBusy, error, conflicts, settle } = useLibraryQuestion(kept, async () => {
    await client.invalidateQueries({ queryKey: key("library") });
    announce(t`Saved`);
    onClose();
  });
  const [tags, setTags] = useState(kept.tags.join(", "));
  const named = useNamedProblems("question");
  const refused = error === null ? null : named(error);
  const problems: FieldProblems = refused?.problems ?? {};
  return (
    <Modal
      title={t`Edit a library question`}
      onClose={onClose}
      actions={
        <>
          <Action onClick={onClose}>
            <Trans>Cancel</Trans>
          </Action>
          <Action isPrimary isOff={isBusy} onClick={save}>
            <Trans>Save the question</Trans>
          </Action>
        </>
      }
    >
      {refused !== null && <ErrorBox error={refused.failure} what={t`The question was not saved.`} />}
      <ConflictBox
        of={kept.type}
        conflicts={conflicts}
        quicker={null}
        onSettle={(field, keepsMine) => {
          const { tags: theirs } = settle(field, keepsMine);
          if (field === "tags") setTags(theirs.join(", "));
        }}
      />
      <TextArea
        label={t`Question`}
        value={values.text}
        maxLength={5000}
        error={problems.text}
        onChange={({ target }) => {
          put({ text: target.value });
        }}
      />
      <TextArea
        label={t`Hint for the candidate`}
        value={values.description ?? ""}
        error={problems.description}
        maxLength={5000}
        onChange={({ target }) => {
          put({ description: target.value || null });
        }}
      />
      {values.options !== null && (
        <OptionsEditor
          options={values.options}
          problems={problems}
          onChange={(options) => {
            put({ options });
          }}
        />
      )}
      {taskOfType(values.type) === "code" && (
        <TextArea
          label={t`Starter code`}
          className="font-mono"
          spellCheck={false}
          value={values.starterCode ?? ""}
          onChange={({ target }) => {
            put({ starterCode: target.value || null });
          }}
        />
      )}
      <Field
        label={t`Tags`}
        hint={t`Separated by commas`}
        value={tags}
        error={problems.tags}
        onChange={({ target }) => {
          setTags(target.value);
          put({ tags: tagsOf(target.value) });
        }}
      />
    </Modal>
  );
}

function tagsOf(text: string): string[] {
  return text
    .split(/[,，、]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
}
