export { Avatar, initials } from './avatar.tsx';
export { Badge, StatusBadge, type Tone } from './badge.tsx';
export { Breadcrumbs, type Crumb } from './breadcrumbs.tsx';
export {
  Button,
  ButtonLink,
  type ButtonProps,
  type ButtonSize,
  type ButtonVariant,
  buttonClass,
  IconButton,
} from './button.tsx';
export { Card, Delta, Stat, StatGroup, type StatProps } from './card.tsx';
export { Sparkline } from './charts/sparkline.tsx';
export { Checkbox, type RadioCard, RadioCards, Switch } from './choice.tsx';
export { type Command, CommandPalette, findCommands } from './command-palette.tsx';
export { CopyButton } from './copy-button.tsx';
export { csvLines, download, toCsv } from './csv.ts';
export { type DataItem, DataList } from './data-list.tsx';
export { type Derivation, DerivationTree } from './derivation-tree.tsx';
export { ConfirmDialog, Dialog, type DialogProps, Drawer } from './dialog.tsx';
export { Field, FieldGroup, type FieldProps, useFieldControl } from './field.tsx';
export {
  type DateStyle,
  formatDate,
  formatDay,
  formatMoney,
  formatNum,
  formatPercent,
  formatRelative,
} from './format.ts';
export { BudgetGauge, type BudgetPart, Progress } from './gauge.tsx';
export {
  Input,
  type InputProps,
  PasswordInput,
  SearchInput,
  Select,
  type SelectOption,
  Textarea,
} from './input.tsx';
export { Link, type LinkProps } from './link.tsx';
export { Menu, type MenuItem } from './menu.tsx';
export { Money, Num, Percent } from './money.tsx';
export { MoneyInput } from './money-input.tsx';
export { PercentInput } from './percent-input.tsx';
export { QrCode } from './qr-code.tsx';
export {
  CardSkeleton,
  EmptyState,
  ErrorState,
  Notice,
  Skeleton,
  StatsSkeleton,
  TableSkeleton,
} from './states.tsx';
export { type Column, type Sort, Table, type TableProps } from './table.tsx';
export { LinkTabs, Segmented, type Tab, Tabs } from './tabs.tsx';
export { DateText, RelativeTime, useNow } from './time.tsx';
export { type Step, Stepper, Timeline, type TimelineItem } from './timeline.tsx';
export { ToastProvider, useToast } from './toast.tsx';
export type { ToastMessage } from './toast-message.ts';
export { Tooltip } from './tooltip.tsx';
export { type LinkComponentProps, UiProvider, type UiSettings, type UiWords, useUi } from './ui-provider.tsx';
