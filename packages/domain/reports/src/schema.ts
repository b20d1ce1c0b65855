import { CampaignBudget } from '@kolony/commissions/schema';
import { Posting } from '@kolony/deals/schema';
import {
  LinkFigures,
  OrderFilter,
  OverviewReport,
  OwnFigures,
  Period,
  PostingFigures,
  ReportQuestion,
} from '@kolony/insights/schema';
import { Currency, isStorable, PageRequest } from '@kolony/kernel';
import { z } from 'zod';

/** As in the address: /reports/<name>. */
export const ReportName = z.enum([
  'overview',
  'kols',
  'attribution',
  'funnel',
  'products',
  'customers',
  'timing',
  'traffic',
  'codes',
  'quality',
  'content',
  'spend',
]);
export type ReportName = z.infer<typeof ReportName>;

/** What a cell is; how it is written is the reader's language's, or the file's. */
export const CellKind = z.enum(['text', 'count', 'money', 'ratio', 'times', 'change', 'day', 'datetime']);
export type CellKind = z.infer<typeof CellKind>;

/** Beside a figure of the asked days: the same of the compared ones, and how it moved. */
export const CellPart = z.enum(['before', 'change']);
export type CellPart = z.infer<typeof CellPart>;

/**
 * An answer in rows. Headers are messages: `reports.tables.<report>.<table>.<column>`. Money in minor units of
 * `currency`, ratios as fractions (0.15), times as what one unit brought (6.7), days `YYYY-MM-DD`, instants in ISO 8601;
 * null where there is no figure. A change is a fraction: of the figure before, or of ratios their difference (0.02: two
 * points); `new` where there was nothing. A column is named by its id and its part.
 */
export const ReportTable = z.object({
  id: z.string(),
  currency: Currency,
  columns: z.array(z.object({ id: z.string(), kind: CellKind, part: CellPart.optional() })),
  rows: z.array(z.array(z.union([z.string(), z.number(), z.null()]))),
});
export type ReportTable = z.infer<typeof ReportTable>;

/** "Which orders are behind the number?" */
export const OrdersQuestion = ReportQuestion.omit({ compare: true }).extend({
  filter: OrderFilter.prefault({}),
  ...PageRequest.shape,
});
export type OrdersQuestion = z.infer<typeof OrdersQuestion>;

/** What the filters of a report offer. */
export const ReportFilters = z.object({
  campaigns: z.array(z.object({ id: z.string(), name: z.string(), currency: Currency })),
  kols: z.array(z.object({ id: z.string(), displayName: z.string() })),
});
export type ReportFilters = z.infer<typeof ReportFilters>;

/** With where the money of the campaigns in question is: budgets are campaigns', whichever KOL or period is asked for. */
export const Overview = OverviewReport.extend({
  budget: CampaignBudget.omit({ campaignId: true }).extend({ campaigns: z.int() }),
});
export type Overview = z.infer<typeof Overview>;

/** A link to one report, its question pinned as it is now. */
export const NewShare = z.object({
  report: ReportName,
  /** The report's own question. */
  question: z.record(z.string(), z.unknown()),
  days: z.int().min(1).max(90),
});
export type NewShare = z.infer<typeof NewShare>;

export const Share = z.object({
  id: z.string(),
  report: ReportName,
  period: Period,
  /** Display name of the member who made it. */
  createdBy: z.string(),
  createdAt: z.date(),
  expiresAt: z.date(),
  revokedAt: z.date().nullable(),
  opened: z.int(),
});
export type Share = z.infer<typeof Share>;
/** What a KOL asks of its own slice. Currency: unset, the newest deal's. */
export const KolQuestion = ReportQuestion.pick({ campaignId: true, period: true, timeZone: true }).extend({
  currency: Currency.optional(),
});
export type KolQuestion = z.infer<typeof KolQuestion>;

export const KolReport = OwnFigures.extend({
  /** The campaigns that it can be narrowed to. */
  choices: z.array(z.object({ id: z.string(), name: z.string(), currency: Currency })),
  campaigns: z.array(OwnFigures.shape.campaigns.element.extend({ name: z.string() })),
  links: z.array(LinkFigures.extend({ slug: z.string(), label: z.string() })),
  /** Newest first; a posting has the clicks that `content` of the brand's reports gives it. */
  postings: z.array(
    Posting.pick({
      submissionId: true,
      dealId: true,
      title: true,
      format: true,
      url: true,
      postedAt: true,
    }).extend(PostingFigures.pick({ clicks: true, orders: true, commission: true }).shape),
  ),
});
export type KolReport = z.infer<typeof KolReport>;

/** What stands behind the question mark of a report's address. */
const Search = z
  .string()
  .max(2_000)
  .refine((text) => /^(?:[A-Za-z]{1,20}=[^&#\s]{0,600}(?:&|$))*$/.test(text), 'no_search');

/** A question under a name; the same name again replaces it. */
export const NewView = z.object({
  report: ReportName,
  name: z.string().trim().min(1).max(60).refine(isStorable, 'unstorable_text'),
  search: Search,
  /** For the whole workspace. */
  shared: z.boolean(),
});
export type NewView = z.infer<typeof NewView>;

export const RenamedView = NewView.pick({ name: true }).extend({ id: z.string() });
export type RenamedView = z.infer<typeof RenamedView>;

/** The view that a report opens with for whoever says so; null: with none. */
export const DefaultView = NewView.pick({ report: true }).extend({ id: z.string().nullable() });
export type DefaultView = z.infer<typeof DefaultView>;

export const View = NewView.extend({
  id: z.string(),
  /** Whether the reader made it, and may rename and delete it. */
  own: z.boolean(),
  /** Whether the report opens with it for the reader. */
  default: z.boolean(),
});
export type View = z.infer<typeof View>;

/** What the books and the event store must agree on; money in minor units of the campaign's currency. */
export const AgreementFigure = z.enum([
  'orders',
  'clickOrders',
  'placed',
  'settled',
  'accrued',
  'reversed',
  'paid',
]);
export type AgreementFigure = z.infer<typeof AgreementFigure>;

export const Difference = z.object({
  campaignId: z.string(),
  /** The orders' day; null for commissions that no order made. */
  day: z.string().nullable(),
  figure: AgreementFigure,
  /** As PostgreSQL has it, and as ClickHouse was told. */
  booked: z.int(),
  told: z.int(),
});
export type Difference = z.infer<typeof Difference>;

/** Whether reports are made of the same figures as the books, campaign by campaign and day by day. */
export const Agreement = z.object({
  state: z.enum(['agrees', 'on_its_way', 'differs']),
  checkedAt: z.date(),
  /** Campaigns times days that were compared, and the orders in them. */
  days: z.int(),
  orders: z.int(),
  /** Facts that were still to be told; their campaigns were not judged. */
  waiting: z.int(),
  different: z.int(),
  /** Campaigns whose events a scenario generated: they have no books, and were not compared. */
  generated: z.int(),
  /** The first hundred. */
  differences: z.array(Difference.extend({ campaignName: z.string(), currency: Currency })),
});
export type Agreement = z.infer<typeof Agreement>;

export const AlertMetric = z.enum(['clicks', 'orders', 'refunds']);
export type AlertMetric = z.infer<typeof AlertMetric>;

/** Why a day stands out, as counts of that day: words are the reader's language's. */
export const AlertFacts = z.object({
  value: z.int(),
  /** The median of the days before, and what they vary by. */
  usual: z.int(),
  spread: z.int(),
  /** How many days that is. */
  days: z.int(),
  /** Of orders: whether the clicks or what became of them made the difference. */
  cause: z.enum(['clicks', 'conversion']).nullable(),
  /** Who made at least half of it. */
  kol: z.object({ kolId: z.string(), value: z.int(), usual: z.int() }).nullable(),
});
export type AlertFacts = z.infer<typeof AlertFacts>;

/** A day of a campaign that was not like the four weeks before it. */
export const Alert = AlertFacts.extend({
  id: z.string(),
  campaignId: z.string(),
  campaignName: z.string(),
  /** In the workspace's zone. */
  day: z.string(),
  metric: AlertMetric,
  kol: AlertFacts.shape.kol.unwrap().extend({ displayName: z.string() }).nullable(),
  /** Whether somebody has looked into it. */
  seen: z.boolean(),
});
export type Alert = z.infer<typeof Alert>;

/** What happened on a day, in a colleague's words. */
export const NewAnnotation = z.object({
  day: z.iso.date(),
  text: z.string().trim().min(1).max(200).refine(isStorable, 'unstorable_text'),
  /** Null: it concerns every campaign. */
  campaignId: z.string().max(100).nullable(),
});
export type NewAnnotation = z.infer<typeof NewAnnotation>;

export const Annotation = NewAnnotation.extend({
  id: z.string(),
  /** Display name of the member who wrote it. */
  createdBy: z.string(),
});
export type Annotation = z.infer<typeof Annotation>;

export const AnnotationQuery = z.object({ period: Period, campaignId: z.string().optional() });
export type AnnotationQuery = z.infer<typeof AnnotationQuery>;

/** When a schedule sends, on the workspace's clock. */
export const Rhythm = z.discriminatedUnion('every', [
  z.object({ every: z.literal('daily'), hour: z.int().min(0).max(23) }),
  // 1 Monday … 7 Sunday.
  z.object({ every: z.literal('weekly'), weekday: z.int().min(1).max(7), hour: z.int().min(0).max(23) }),
  // Every month has a 28th.
  z.object({ every: z.literal('monthly'), monthDay: z.int().min(1).max(28), hour: z.int().min(0).max(23) }),
]);
export type Rhythm = z.infer<typeof Rhythm>;

export const MailLocale = z.enum(['en', 'zh-CN']);
export type MailLocale = z.infer<typeof MailLocale>;

export const NewSchedule = z.object({
  report: ReportName,
  /** The report's own question; its `days` end the day before each mail. */
  question: z.record(z.string(), z.unknown()),
  rhythm: Rhythm,
  locale: MailLocale,
  recipients: z.array(z.email().max(254).toLowerCase()).min(1).max(10),
});
export type NewSchedule = z.infer<typeof NewSchedule>;

export const ChangeSchedule = NewSchedule.omit({ report: true }).extend({ id: z.string().max(100) });
export type ChangeSchedule = z.infer<typeof ChangeSchedule>;

export const Schedule = NewSchedule.omit({ recipients: true }).extend({
  id: z.string(),
  days: z.int(),
  recipients: z.array(
    z.object({
      address: z.string(),
      /** They wanted no more of it. */
      optedOut: z.boolean(),
      /** What came of the last mail. */
      last: z
        .object({ state: z.enum(['pending', 'sent', 'failed']), at: z.date(), error: z.string().nullable() })
        .nullable(),
    }),
  ),
  createdBy: z.string(),
  nextAt: z.date(),
});
export type Schedule = z.infer<typeof Schedule>;

/** Whether a member gets unusual days by mail, and at which address. */
export const AlertMail = z.object({ wanted: z.boolean(), address: z.string() });
export type AlertMail = z.infer<typeof AlertMail>;

/** In which language from now on. */
export const SetAlertMail = AlertMail.pick({ wanted: true }).extend({ locale: MailLocale });
export type SetAlertMail = z.infer<typeof SetAlertMail>;

/** What whoever got a mail is asked before its mails end. */
export const Subscription = z.object({
  /** A scheduled report, or unusual days. */
  of: z.union([ReportName, z.literal('alerts')]),
  brandName: z.string(),
  address: z.string(),
  optedOut: z.boolean(),
});
export type Subscription = z.infer<typeof Subscription>;
