import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";

import { Action } from "../../ui/controls/Action";
import { RadioGroup } from "../../ui/controls/choices";
import { Field } from "../../ui/Field";
import { activateLocale, browserLocale } from "../../ui/language/locale";
import { FormTop } from "../form/FormTop";
import { useMe } from "../me";
import { applyTheme } from "./theme";
import { changeMe, useMyself } from "./useMyself";

type Language = "browser" | "en" | "zh-Hans";
type Theme = "system" | "light" | "dark";

/** Name, language and theme. */
export function AboutMe() {
  const { t } = useLingui();
  const me = useMe();
  const [name, setName] = useState(me.name);
  const [language, setLanguage] = useState<Language>(me.language ?? "browser");
  const [theme, setTheme] = useState<Theme>(me.theme ?? "system");
  const { submit, problems, failure, isBusy } = useMyself(
    async (sent: { name: string; language: "en" | "zh-Hans" | null; theme: "light" | "dark" | null }) => {
      await changeMe(sent);
      applyTheme(sent.theme);
      await activateLocale(sent.language ?? browserLocale());
    },
    ["name"],
    t`Profile saved.`,
  );
  return (
    <form
      noValidate
      aria-labelledby="about-you"
      className="grid gap-5 border-t-2 border-ink pt-4 *:max-w-[36rem]"
      onSubmit={(event) => {
        event.preventDefault();
        const sent = {
          name: name.trim(),
          language: language === "browser" ? null : language,
          theme: theme === "system" ? null : theme,
        };
        submit(sent, sent.name === "" ? { name: t`Enter your name.` } : {});
      }}
    >
      <h2 id="about-you" className="text-lead font-[650]">
        <Trans>About you</Trans>
      </h2>
      <FormTop problems={problems} failure={failure} safe={t`Nothing was changed.`} />
      <Field
        id="name"
        label={t`Your name`}
        hint={t`Colleagues see this name next to your ratings and decisions.`}
        autoComplete="name"
        maxLength={200}
        value={name}
        error={problems.name}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
      <RadioGroup<Language>
        isInline
        label={t`Interface language`}
        name="language"
        chosen={language}
        onChoose={setLanguage}
        choices={[
          { id: "browser", name: t`Browser default` },
          { id: "en", name: <span lang="en">English</span> },
          { id: "zh-Hans", name: <span lang="zh">中文</span> },
        ]}
      />
      <RadioGroup<Theme>
        isInline
        label={t`Theme`}
        name="theme"
        chosen={theme}
        onChoose={setTheme}
        choices={[
          { id: "system", name: t`System default` },
          { id: "light", name: t`Light` },
          { id: "dark", name: t`Dark` },
        ]}
      />
      <Action isPrimary type="submit" isOff={isBusy} className="justify-self-start">
        {isBusy ? <Trans>Saving</Trans> : <Trans>Save your profile</Trans>}
      </Action>
    </form>
  );
}
