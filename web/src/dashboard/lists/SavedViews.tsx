import { Trans, useLingui } from "@lingui/react/macro";
import { Bookmark, BookmarkPlus, ChevronDown, Pencil, RotateCw, Save, Trash2 } from "lucide-react";
import { useState } from "react";

import { asApiError } from "../../api/error";
import { announce } from "../../ui/Announcer";
import { MenuButton, MenuChoices, MenuItem, MenuPart } from "../../ui/controls/Menu";
import { ErrorBox } from "../../ui/ErrorBox";
import { useMay } from "../me";
import { updateView, useViewChange, useViews } from "./useViews";
import { DeleteViewDialog, ViewDialog } from "./ViewDialogs";
import { findShown, type ListName, readViewQuery, type SavedView, viewQueryOf, viewsFor } from "./viewQuery";

interface SavedViewsProps {
  list: ListName;
  /** null for the list of all interviews. */
  interviewId: string | null;
  /** The list's state in the address: filters, order and searched words. */
  search: object;
  /** Shows a view. Its filters and order have the form of the address's search. */
  onChoose: (search: Record<string, string>) => void;
}

/** Named filters and orders of a list, for one person or for the organization. */
export function SavedViews({ list, interviewId, search, onChoose }: SavedViewsProps) {
  const { t } = useLingui();
  const loaded = useViews(list);
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [step, setStep] = useState<"new" | "rename" | "delete" | null>(null);
  const query = viewQueryOf(search);
  const views = viewsFor(loaded.data ?? [], interviewId);
  const { view, isChanged } = findShown(views, query, chosenId);
  const update = useViewChange(
    (changed: SavedView) => updateView(changed.id, { query }),
    ({ name }) => {
      announce(t`The view “${name}” was updated.`);
    },
  );
  const choose = (id: string) => {
    const next = views.find((one) => one.id === id);
    if (next === undefined) return;
    setChosenId(id);
    onChoose(readViewQuery(next.query));
  };
  const close = () => {
    setStep(null);
  };
  const hasWords = "q" in search;
  return (
    <>
      <MenuButton
        label={view === undefined ? t`Views` : isChanged ? t`View: ${view.name}, changed` : t`View: ${view.name}`}
        face={
          <>
            <Bookmark aria-hidden="true" />
            <span className="min-w-0 truncate">{view?.name ?? <Trans>Views</Trans>}</span>
            {isChanged && (
              <span className="font-normal text-ink-2">
                <Trans>changed</Trans>
              </span>
            )}
            <ChevronDown aria-hidden="true" className="text-ink-3" />
          </>
        }
        className="dense inline-flex max-w-full items-center gap-2 rounded-control border-[1.5px] border-line-strong bg-surface px-3 font-[650] hover:bg-sunken"
      >
        <ViewChoices views={views} shown={isChanged ? undefined : view} onChoose={choose} />
        {loaded.isError && (
          <MenuItem onAction={() => void loaded.refetch()}>
            <RotateCw aria-hidden="true" />
            <Trans>The views could not be loaded. Try again.</Trans>
          </MenuItem>
        )}
        <ViewActions
          view={view}
          isChanged={isChanged}
          isEmpty={query === ""}
          hasViews={views.length > 0}
          onUpdate={update.run}
          onStep={setStep}
        />
      </MenuButton>
      {update.error !== null && <ErrorBox error={asApiError(update.error)} what={t`The view was not updated.`} />}
      {(step === "new" || (step === "rename" && view !== undefined)) && (
        <ViewDialog
          view={step === "new" ? null : (view ?? null)}
          {...{ list, interviewId, query, hasWords }}
          onSaved={({ id }) => {
            setChosenId(id);
          }}
          onClose={close}
        />
      )}
      {step === "delete" && view !== undefined && <DeleteViewDialog view={view} onClose={close} />}
    </>
  );
}

interface ViewChoicesProps {
  views: readonly SavedView[];
  shown: SavedView | undefined;
  onChoose: (id: string) => void;
}

function ViewChoices({ views, shown, onChoose }: ViewChoicesProps) {
  const { t } = useLingui();
  const parts = [
    { title: t`My views`, choices: views.filter(({ isShared }) => !isShared) },
    { title: t`Shared views`, choices: views.filter(({ isShared }) => isShared) },
  ];
  return parts.map(
    ({ title, choices }) =>
      choices.length > 0 && (
        <MenuChoices key={title} title={title} chosen={shown?.id ?? ""} choices={choices} onChoose={onChoose} />
      ),
  );
}

interface ViewActionsProps {
  view: SavedView | undefined;
  isChanged: boolean;
  /** Whether the list is neither filtered nor sorted, in which case there is nothing to save. */
  isEmpty: boolean;
  hasViews: boolean;
  onUpdate: (view: SavedView) => void;
  onStep: (step: "new" | "rename" | "delete") => void;
}

function ViewActions({ view, isChanged, isEmpty, hasViews, onUpdate, onStep }: ViewActionsProps) {
  const { t } = useLingui();
  const canSave = useMay("MEMBER");
  const isAdmin = useMay("ADMIN");
  const canSaveNew = canSave && !isEmpty && (view === undefined || isChanged);
  const changeable = view !== undefined && ((canSave && view.isMine) || isAdmin) ? view : null;
  if (!canSaveNew && changeable === null)
    return hasViews ? null : (
      <MenuItem isDisabled>
        {canSave ? (
          <Trans>Filter or sort the list, then save it as a view here.</Trans>
        ) : (
          <Trans>No views are shared yet.</Trans>
        )}
      </MenuItem>
    );
  return (
    <MenuPart title={t`Actions`}>
      {changeable !== null && isChanged && (
        <MenuItem
          onAction={() => {
            onUpdate(changeable);
          }}
        >
          <Save aria-hidden="true" />
          <Trans>Update “{changeable.name}”</Trans>
        </MenuItem>
      )}
      {canSaveNew && (
        <MenuItem
          onAction={() => {
            onStep("new");
          }}
        >
          <BookmarkPlus aria-hidden="true" />
          <Trans>Save as a new view</Trans>
        </MenuItem>
      )}
      {changeable !== null && (
        <>
          <MenuItem
            onAction={() => {
              onStep("rename");
            }}
          >
            <Pencil aria-hidden="true" />
            <Trans>Rename or share</Trans>
          </MenuItem>
          <MenuItem
            className="text-danger-ink"
            onAction={() => {
              onStep("delete");
            }}
          >
            <Trash2 aria-hidden="true" />
            <Trans>Delete the view</Trans>
          </MenuItem>
        </>
      )}
    </MenuPart>
  );
}
