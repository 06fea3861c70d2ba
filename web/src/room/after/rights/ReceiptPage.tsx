import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Check, Download } from "lucide-react";

import { Button } from "../../../ui/Button";
import { saveText } from "../download";
import { dayAndTime } from "../../conversation/format";
import { Frame, Heading } from "../../page/Frame";
import type { Interview } from "../../link/protocol";
import { Section } from "../../page/Section";
import type { Receipt } from "../records";
import { useHeldName } from "../useHeldName";

interface ReceiptPageProps {
  receipt: Receipt;
  interview: Interview | null;
}

/**
 * The receipt of an erasure: what was erased, and what could not be reached. The person should keep it, since nothing
 * else records it.
 */
export function ReceiptPage({ receipt, interview }: ReceiptPageProps) {
  const { t, i18n } = useLingui();
  const when = dayAndTime(receipt.at, i18n.locale);
  const { id } = receipt;
  const nameOf = useHeldName();
  const cleaned = receipt.cleaned.filter(({ count }) => count > 0);
  const save = () => {
    const lines = receipt.cleaned.map(({ store, count }) => `${nameOf(store)}: ${count}`);
    const text = [t`Your data has been erased`, t`Receipt ${id}`, receipt.at, ...lines, ...receipt.notReached];
    saveText(`receipt-${id}.txt`, text.join("\n"));
  };
  return (
    <Frame interview={interview} title={t`Your data has been erased`}>
      <div className="grid gap-8 pb-12">
        <div className="grid gap-3">
          <p className="flex items-center gap-2 font-[650] text-good-ink">
            <Check aria-hidden="true" />
            {when}
          </p>
          <Heading takesFocus>
            <Trans>Your data has been erased</Trans>
          </Heading>
          <p className="text-ink-2">
            <Trans>Receipt</Trans> <code className="font-mono text-ink">{id}</code>
          </p>
        </div>
        <Section heading={t`What was deleted`}>
          <ul className="mt-3 divide-y divide-line border-y border-line">
            {cleaned.map(({ store, count }) => (
              <li key={store} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
                <span className="font-[650]">{nameOf(store)}</span>
                <span className="text-label text-ink-2">
                  <Plural value={count} one="# entry" other="# entries" />
                </span>
              </li>
            ))}
          </ul>
        </Section>
        {receipt.notReached.length > 0 && (
          <Section heading={t`What was not deleted`}>
            <ul className="mt-3 grid list-disc gap-1 ps-5 leading-[1.6] text-ink-2">
              {receipt.notReached.map((place) => (
                <li key={place}>{place}</li>
              ))}
            </ul>
          </Section>
        )}
        <div className="grid gap-3">
          <p className="max-w-[60ch] leading-[1.6] text-ink-2">
            <Trans>Save this receipt. It is shown only once and can’t be retrieved later.</Trans>
          </p>
          <Button look="main" className="w-full wide:w-auto wide:justify-self-start" onClick={save}>
            <Download aria-hidden="true" />
            <Trans>Download the receipt</Trans>
          </Button>
        </div>
      </div>
    </Frame>
  );
}
