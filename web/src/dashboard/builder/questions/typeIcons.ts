import { CircleDot, Code, type LucideIcon, MessageSquareText, Microscope, PenTool, SquareCheck } from "lucide-react";

import type { QuestionType } from "../../../api/questionTypes";

/** Each type by a sign of its own; its name stands next to it. */
export const TYPE_ICONS: Record<QuestionType, LucideIcon> = {
  OPEN_ENDED: MessageSquareText,
  SINGLE_CHOICE: CircleDot,
  MULTIPLE_CHOICE: SquareCheck,
  CODING: Code,
  WHITEBOARD: PenTool,
  RESEARCH: Microscope,
};
