import {
  type DefaultError,
  useMutation,
  type UseMutationOptions,
  type UseMutationResult,
  type UseMutateFunction,
} from "@tanstack/react-query";
import { useCallback, useLayoutEffect, useRef } from "react";

/**
 * A mutation that isn't sent twice by a double click: its second click may come before the page shows that the request
 * is pending and turns the button off.
 */
export function useSingleMutation<Data = unknown, Failed = DefaultError, Sent = void, Context = unknown>(
  options: UseMutationOptions<Data, Failed, Sent, Context>,
): UseMutationResult<Data, Failed, Sent, Context> {
  const mutation = useMutation(options);
  const { mutateAsync, isPending } = mutation;
  /** Something was sent, and the page doesn't show it yet. */
  const isUnseen = useRef(false);
  useLayoutEffect(() => {
    if (isPending) isUnseen.current = false;
  });
  const mutate: UseMutateFunction<Data, Failed, Sent, Context> = useCallback(
    (...sent) => {
      if (isUnseen.current) return;
      isUnseen.current = true;
      const settle = () => {
        isUnseen.current = false;
      };
      mutateAsync(...sent).then(settle, settle);
    },
    [mutateAsync],
  );
  return { ...mutation, mutate };
}
