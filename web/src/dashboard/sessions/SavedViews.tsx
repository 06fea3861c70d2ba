import { Trans, useLingui } from "@lingui/react/macro";
import { X } from "lucide-react";
import { useState } from "react";

import { announce } from "../../ui/Announcer";
import { Action } from "../parts/Action";
import { IconButton } from "../parts/IconButton";
import { type Filters, isFiltered } from "./filters";
import { deleteView, saveView, useViews } from "./views";

interface SavedViewsProps {
  filters: Filters;
  onChoose: (filters: Filters) => void;
}

/** Filters that were saved under a name, in this browser. */
export function SavedViews({ filters, onChoose }: SavedViewsProps) {
  const { t } = useLingui();
  const views = useViews();
  const [name, setName] = useState<string | null>(null);
  const save = () => {
    if (name === null || name.trim() === "") return;
    saveView({ name: name.trim(), filters });
    announce(t`View saved`);
    setName(null);
  };
  if (views.length === 0 && !isFiltered(filters)) return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {views.map((view) => (
        <span key={view.name} className="flex">
          <Action
            look="quiet"
            onClick={() => {
              onChoose(view.filters);
            }}
          >
            {view.name}
          </Action>
          <IconButton
            icon={X}
            label={t`Delete the view ${view.name}`}
            onClick={() => {
              deleteView(view.name);
            }}
          />
        </span>
      ))}
      {isFiltered(filters) &&
        (name === null ? (
          <Action
            look="quiet"
            onClick={() => {
              setName("");
            }}
          >
            <Trans>Save this view</Trans>
          </Action>
        ) : (
          <form
            className="flex flex-wrap items-center gap-2"
            onSubmit={(event) => {
              event.preventDefault();
              save();
            }}
          >
            <label className="flex items-center gap-2">
              <Trans>Name of the view</Trans>
              <input
                autoFocus
                maxLength={60}
                className="field dense px-3"
                value={name}
                onChange={({ target: { value } }) => {
                  setName(value);
                }}
              />
            </label>
            <Action type="submit">
              <Trans>Save the view</Trans>
            </Action>
          </form>
        ))}
    </div>
  );
}
