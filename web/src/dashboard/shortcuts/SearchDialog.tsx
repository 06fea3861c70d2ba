import { Trans, useLingui } from "@lingui/react/macro";
import { useRouter } from "@tanstack/react-router";
import { Search } from "lucide-react";
import { useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Header } from "react-aria-components/Header";
import { Input } from "react-aria-components/Input";
import { Menu, MenuSection } from "react-aria-components/Menu";
import { TextField } from "react-aria-components/TextField";

import { Action } from "../../ui/controls/Action";
import { MenuItem } from "../../ui/controls/menuParts";
import { Dialog } from "../../ui/Dialog";
import { StateWord } from "../interviews/InterviewStatus";
import { matching, type Place } from "./places";
import { useFound } from "./useFound";
import { usePlaces } from "./usePlaces";
import { openedLayer } from "./useShortcuts";

/** Finds an interview, a candidate, a page or an action by name. Arrow keys move in the list, Enter opens. */
export default function SearchDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const router = useRouter();
  const [words, setWords] = useState("");
  const { actions, pages } = usePlaces();
  const found = useFound(words);
  const go = ({ href }: Place) => {
    onClose();
    router.history.push(href);
  };
  const groups = [
    { title: t`Interviews`, places: found.interviews },
    { title: t`Candidates`, places: found.candidates },
    { title: t`Actions`, places: matching(actions, words) },
    { title: t`Pages`, places: matching(pages, words) },
  ].filter(({ places }) => places.length > 0);
  const keys = matching([{ id: "keys", name: t`Keyboard shortcuts`, href: "" }], words);
  return (
    <Autocomplete disableAutoFocusFirst inputValue={words} onInputChange={setWords}>
      <Dialog
        isAtTop
        title={t`Search`}
        onClose={onClose}
        corner={
          <Action look="quiet" className="-my-2 -me-4" onClick={onClose}>
            <Trans>Close</Trans>
          </Action>
        }
        head={
          <>
            <WordsField />
            <NotSearched found={found} />
          </>
        }
      >
        <Menu
          aria-label={t`Results`}
          className="grid shadow-none outline-none"
          renderEmptyState={() => <Nothing isBusy={found.isBusy} />}
        >
          {groups.map(({ title, places }) => (
            <MenuSection key={title}>
              <Header className="px-3 pt-3 pb-1 text-label text-ink-3">{title}</Header>
              {places.map((place) => (
                <Row
                  key={place.id}
                  place={place}
                  onGo={() => {
                    go(place);
                  }}
                />
              ))}
            </MenuSection>
          ))}
          {keys.length > 0 && (
            <MenuSection>
              <Header className="px-3 pt-3 pb-1 text-label text-ink-3">{t`Help`}</Header>
              {keys.map((place) => (
                <Row
                  key={place.id}
                  place={place}
                  onGo={() => {
                    openedLayer.set("keys");
                  }}
                />
              ))}
            </MenuSection>
          )}
        </Menu>
      </Dialog>
    </Autocomplete>
  );
}

function WordsField() {
  const { t } = useLingui();
  return (
    <TextField aria-label={t`Search interviews, candidates and pages`} className="relative mt-1 flex items-center py-2">
      <Search aria-hidden="true" className="pointer-events-none absolute start-3 text-ink-3" />
      <Input
        data-first-focus
        type="search"
        placeholder={t`Interview, candidate or page`}
        className="field min-h-11 w-full ps-10 pe-3"
      />
    </TextField>
  );
}

/** Says which searches the server could not do. Pages are found anyway. */
function NotSearched({ found: { failed, retry } }: { found: ReturnType<typeof useFound> }) {
  const { t } = useLingui();
  if (!failed.interviews && !failed.candidates) return null;
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 px-3 text-label text-danger-ink">
      {!failed.candidates
        ? t`Interviews could not be searched.`
        : !failed.interviews
          ? t`Candidates could not be searched.`
          : t`Interviews and candidates could not be searched.`}
      <Action onClick={retry}>
        <Trans>Try again</Trans>
      </Action>
    </p>
  );
}

function Row({ place: { id, name, about, state }, onGo }: { place: Place; onGo: () => void }) {
  return (
    <MenuItem id={id} textValue={name} onAction={onGo}>
      <span className="grid min-w-0 py-1">
        <span className="truncate">{name}</span>
        {about !== undefined && <span className="truncate text-label text-ink-2">{about}</span>}
      </span>
      {state !== undefined && (
        <>
          {" "}
          <span className="ms-auto ps-3 text-label">
            <StateWord state={state} />
          </span>
        </>
      )}
    </MenuItem>
  );
}

function Nothing({ isBusy }: { isBusy: boolean }) {
  return (
    <p role="status" className="px-3 py-4 text-ink-2">
      {isBusy ? <Trans>Searching</Trans> : <Trans>No results.</Trans>}
    </p>
  );
}
