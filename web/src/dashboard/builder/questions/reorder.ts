/** Where a row goes that is dropped on the upper or lower half of another one, counted once it is out of the list. */
export function placeAfterDrop(from: number, over: number, isLowerHalf: boolean): number {
  const gap = over + (isLowerHalf ? 1 : 0);
  return gap > from ? gap - 1 : gap;
}
