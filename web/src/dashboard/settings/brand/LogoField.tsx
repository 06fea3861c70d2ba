import { Trans, useLingui } from "@lingui/react/macro";
import { useRef } from "react";

import { ownHeaders, api } from "../../../api/client";
import { ApiError, asApiError, readError } from "../../../api/error";
import type { components } from "../../../api/schema";
import { announce } from "../../../ui/Announcer";
import { Action } from "../../../ui/controls/Action";
import { ErrorBox } from "../../../ui/ErrorBox";
import { useSingleMutation } from "../../data/useSingleMutation";
import { type Versioned, versioned } from "../../form/useSetting";
import { useMay } from "../../me";

const TYPES = ["image/png", "image/jpeg", "image/webp"];
const MOST_BYTES = 2 * 1024 * 1024;

type Brand = components["schemas"]["BrandOut"];

/** Uploads the file as the request's body, which the typed client doesn't support. */
async function upload(file: File, refusal: string): Promise<Versioned<Brand>> {
  if (!TYPES.includes(file.type) || file.size > MOST_BYTES) throw new ApiError(400, { message: refusal });
  const response = await fetch("/api/v1/settings/brand/logo", {
    method: "POST",
    credentials: "same-origin",
    headers: { ...ownHeaders("POST"), "Content-Type": file.type },
    body: file,
  }).catch((error: unknown) => {
    throw asApiError(error, "once");
  });
  if (!response.ok) throw await readError(response, "once");
  return versioned(Promise.resolve({ data: (await response.json()) as { data: Brand }, response }));
}

/** The logo. A chosen file is saved immediately. */
export function LogoField({ brand, onSaved }: { brand: Brand; onSaved: (saved: Versioned<Brand>) => void }) {
  const { t } = useLingui();
  const canChange = useMay("ADMIN");
  const input = useRef<HTMLInputElement>(null);
  const saving = useSingleMutation({
    mutationFn: (file: File | null) =>
      file === null
        ? versioned(api.DELETE("/settings/brand/logo"))
        : upload(file, t`Choose a PNG, JPEG or WebP image of at most 2 MB.`),
    onSuccess: (saved) => {
      onSaved(saved);
      announce(saved.value.logo === null ? t`Logo removed` : t`Logo saved`);
    },
  });
  return (
    <section aria-labelledby="logo" className="grid max-w-[44rem] justify-items-start gap-3 border-t-2 border-ink pt-4">
      <h2 id="logo" className="text-lead font-[650]">
        <Trans>Logo</Trans>
      </h2>
      {brand.logo === null ? (
        <p className="text-ink-2">
          <Trans>No logo yet. Candidates see the organization’s initial.</Trans>
        </p>
      ) : (
        <img
          src={brand.logo}
          alt={t`The logo of ${brand.name}`}
          className="max-h-20 max-w-full rounded-control border border-line bg-surface p-2"
        />
      )}
      {saving.error !== null && <ErrorBox error={asApiError(saving.error)} safe={t`The logo was not changed.`} />}
      {canChange && (
        <>
          <div className="flex flex-wrap gap-2">
            <Action
              isOff={saving.isPending}
              onClick={() => {
                input.current?.click();
              }}
            >
              {brand.logo === null ? <Trans>Choose a logo</Trans> : <Trans>Choose another logo</Trans>}
            </Action>
            {brand.logo !== null && (
              <Action
                look="quiet"
                isOff={saving.isPending}
                onClick={() => {
                  saving.mutate(null);
                }}
              >
                <Trans>Remove the logo</Trans>
              </Action>
            )}
          </div>
          <input
            ref={input}
            type="file"
            accept={TYPES.join(",")}
            aria-label={t`Logo file`}
            className="sr-only"
            tabIndex={-1}
            onChange={({ target }) => {
              const file = target.files?.[0];
              if (file) saving.mutate(file);
              target.value = "";
            }}
          />
          <p className="text-label text-ink-3">
            <Trans>PNG, JPEG or WebP, at most 2 MB. The image is scaled to at most 480 × 160 pixels.</Trans>
          </p>
        </>
      )}
    </section>
  );
}
