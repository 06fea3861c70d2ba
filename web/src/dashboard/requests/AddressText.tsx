import { Fragment } from "react";

/** An email address that, if it doesn't fit into a line, breaks after its @ or before a dot. */
export function AddressText({ address }: { address: string }) {
  return address.split(/(?<=@)|(?=\.)/).map((part, index) => (
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
