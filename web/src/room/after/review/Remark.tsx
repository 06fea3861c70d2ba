import { useLingui } from "@lingui/react/macro";
import { useCallback } from "react";

import { Section } from "../../page/Section";
import { putRemark } from "../records";
import { SavedText } from "./SavedText";
import { useSaved } from "./useSaved";

interface RemarkProps {
  slug: string;
  /** Differs between the sessions of the same link. */
  sessionKey: string;
  stored: string | null;
  isOpen: boolean;
  onChange: () => void;
}

/** A comment on the whole interview, not on one answer. */
export function Remark({ slug, sessionKey, stored, isOpen, onChange }: RemarkProps) {
  const { t } = useLingui();
  const save = useCallback((text: string) => putRemark(slug, text.trim() === "" ? null : text), [slug]);
  const key = isOpen ? `aural.review.${slug}.${sessionKey}.remark` : null;
  const saved = useSaved(key, stored ?? "", save, t`Comment saved`);
  if (!isOpen && saved.value === "") return null;
  return (
    <Section heading={t`A comment on the whole interview`}>
      <div className="mt-3 grid gap-2">
        <SavedText
          label={isOpen ? t`Anything the reviewer should know (optional)` : t`Your comment`}
          rows={3}
          maxLength={4_000}
          isOpen={isOpen}
          saved={saved}
          onChange={onChange}
        />
      </div>
    </Section>
  );
}
