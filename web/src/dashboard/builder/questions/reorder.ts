/** The new index of a row that is dropped on the upper or lower half of another, counted without the dragged row. */
export function placeAfterDrop(from: number, over: number, isLowerHalf: boolean): number {
  const gap = over + (isLowerHalf ? 1 : 0);
  return gap > from ? gap - 1 : gap;
}
