-- What must never be, refused by the database itself. Prisma's schema cannot say these; tests in
-- packages/domain/ledger/test show that each one refuses.

-- Ledger -------------------------------------------------------------------------------------------------------

-- Money that was paid in can be spent once.
ALTER TABLE ledger_accounts ADD CONSTRAINT ledger_accounts_floor CHECK (may_go_below OR balance >= 0);
ALTER TABLE ledger_accounts ADD CONSTRAINT ledger_accounts_safe CHECK (balance BETWEEN -9007199254740991 AND 9007199254740991);
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_amount CHECK (amount <> 0 AND amount BETWEEN -9007199254740991 AND 9007199254740991);

CREATE FUNCTION ledger_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger rows are never changed: post a reversal' USING ERRCODE = 'LG002';
END $$;
CREATE TRIGGER ledger_transactions_immutable BEFORE UPDATE OR DELETE ON ledger_transactions
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_transactions_no_truncate BEFORE TRUNCATE ON ledger_transactions
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_entries_immutable BEFORE UPDATE OR DELETE ON ledger_entries
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_entries_no_truncate BEFORE TRUNCATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- An account keeps its tenant, path, currency and floor for ever; only its balance moves.
CREATE FUNCTION ledger_account_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.brand_id, NEW.path, NEW.kind, NEW.currency, NEW.may_go_below)
     IS DISTINCT FROM (OLD.id, OLD.brand_id, OLD.path, OLD.kind, OLD.currency, OLD.may_go_below) THEN
    RAISE EXCEPTION 'an account keeps its identity' USING ERRCODE = 'LG002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_accounts_keep BEFORE UPDATE ON ledger_accounts
  FOR EACH ROW EXECUTE FUNCTION ledger_account_keep();
CREATE TRIGGER ledger_accounts_no_delete BEFORE DELETE ON ledger_accounts
  FOR EACH ROW EXECUTE FUNCTION ledger_refuse_change();
CREATE TRIGGER ledger_accounts_no_truncate BEFORE TRUNCATE ON ledger_accounts
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse_change();

-- Sealed: entries may be added only by the database transaction that created their ledger transaction. The
-- statement trigger looks once per INSERT, not once per row.
CREATE FUNCTION ledger_entries_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM added JOIN ledger_transactions t ON t.id = added.transaction_id WHERE t.xid <> pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION 'a committed ledger transaction is sealed' USING ERRCODE = 'LG003';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_entries_sealed AFTER INSERT ON ledger_entries
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ledger_entries_seal();

-- The seal itself cannot be forged.
CREATE FUNCTION ledger_transaction_stamp() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.xid := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_transactions_stamp BEFORE INSERT ON ledger_transactions
  FOR EACH ROW EXECUTE FUNCTION ledger_transaction_stamp();

-- Zero-sum per currency, at least two entries: checked at COMMIT, on the transaction row, so that one without
-- entries is seen as well.
CREATE FUNCTION ledger_transaction_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  entry_count bigint;
  unbalanced bigint;
BEGIN
  SELECT coalesce(sum(n), 0), count(*) FILTER (WHERE total <> 0) INTO entry_count, unbalanced
  FROM (SELECT count(*) AS n, sum(amount) AS total FROM ledger_entries WHERE transaction_id = NEW.id GROUP BY currency) s;
  IF entry_count < 2 OR unbalanced > 0 THEN
    RAISE EXCEPTION 'ledger transaction % does not balance', NEW.id USING ERRCODE = 'LG001';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_transactions_balanced AFTER INSERT ON ledger_transactions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_transaction_balanced();

-- Terms, audit, timeline: written once ---------------------------------------------------------------------------

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% rows are written once', TG_TABLE_NAME USING ERRCODE = 'LG002';
END $$;
CREATE TRIGGER terms_immutable BEFORE UPDATE OR DELETE ON terms FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER terms_no_truncate BEFORE TRUNCATE ON terms FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deal_offers_immutable BEFORE UPDATE OR DELETE ON deal_offers FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER submission_comments_immutable BEFORE UPDATE OR DELETE ON submission_comments FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_events_immutable BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER deal_events_immutable BEFORE UPDATE OR DELETE ON deal_events FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Orders ---------------------------------------------------------------------------------------------------------

ALTER TABLE conversions ADD CONSTRAINT conversions_refunded CHECK (refunded >= 0 AND refunded <= amount);
ALTER TABLE conversions ADD CONSTRAINT conversions_amount CHECK (amount > 0 AND amount <= 1000000000000);
ALTER TABLE commissions ADD CONSTRAINT commissions_amount CHECK (amount >= 0 AND amount <= outlay AND base >= 0);
ALTER TABLE commissions ADD CONSTRAINT commissions_source CHECK (
  source IN ('order', 'milestone', 'clicks', 'reward') AND (source = 'order') = (conversion_id IS NOT NULL));
ALTER TABLE refunds ADD CONSTRAINT refunds_amount CHECK (amount > 0);
ALTER TABLE payouts ADD CONSTRAINT payouts_parts CHECK (
  amount > 0 AND recovered >= 0 AND withheld >= 0 AND recovered + withheld <= amount);

-- What a commission said when it was made is what its party was told: only its hold may move, and end.
CREATE FUNCTION commission_keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (to_jsonb(NEW) - 'hold_until' - 'settled_at') IS DISTINCT FROM (to_jsonb(OLD) - 'hold_until' - 'settled_at') THEN
    RAISE EXCEPTION 'a commission is never edited: post a reversal' USING ERRCODE = 'LG002';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER commissions_keep BEFORE UPDATE ON commissions FOR EACH ROW EXECUTE FUNCTION commission_keep();
CREATE TRIGGER commissions_no_delete BEFORE DELETE ON commissions FOR EACH ROW EXECUTE FUNCTION refuse_change();
ALTER TABLE deal_milestones ADD CONSTRAINT deal_milestones_amount CHECK (amount > 0);
ALTER TABLE deal_progress ADD CONSTRAINT deal_progress_floor CHECK (
  pending_orders >= 0 AND pending_gmv >= 0 AND settled_orders >= 0 AND settled_gmv >= 0
  AND outlay >= 0 AND reward >= 0 AND reserved >= 0);
ALTER TABLE guarantees ADD CONSTRAINT guarantees_refund CHECK (refund >= 0 AND refund <= fee AND target > 0);
ALTER TABLE samples ADD CONSTRAINT samples_cost CHECK (cost >= 0 AND quantity > 0);
ALTER TABLE agency_memberships ADD CONSTRAINT agency_memberships_share CHECK (share_bp BETWEEN 1 AND 9000);
-- A KOL is in one agency at a time.
CREATE UNIQUE INDEX agency_memberships_one ON agency_memberships (kol_id) WHERE state = 'agreed';

-- States -----------------------------------------------------------------------------------------------------------

ALTER TABLE members ADD CONSTRAINT members_role CHECK (role IN ('owner', 'manager', 'marketer', 'finance', 'clerk'));
ALTER TABLE invitations ADD CONSTRAINT invitations_role CHECK (role IN ('owner', 'manager', 'marketer', 'finance', 'clerk'));
-- One open question per e-mail and workspace.
CREATE UNIQUE INDEX invitations_open ON invitations (brand_id, email) WHERE closed_at IS NULL;
ALTER TABLE sessions ADD CONSTRAINT sessions_app CHECK (app IN ('brand', 'portal'));
ALTER TABLE campaigns ADD CONSTRAINT campaigns_state CHECK (state IN ('draft', 'live', 'closed'));
ALTER TABLE deals ADD CONSTRAINT deals_state CHECK (state IN ('applied', 'invited', 'countered', 'active', 'paused', 'declined', 'withdrawn', 'expired', 'ended', 'terminated'));
ALTER TABLE deal_milestones ADD CONSTRAINT deal_milestones_state CHECK (state IN ('reserved', 'released', 'returned'));
ALTER TABLE deal_deliverables ADD CONSTRAINT deal_deliverables_state CHECK (
  state IN ('open', 'draft_in_review', 'revision_asked', 'draft_approved', 'proof_in_review', 'confirmed'));
ALTER TABLE submissions ADD CONSTRAINT submissions_state CHECK (kind IN ('draft', 'proof') AND state IN ('submitted', 'approved', 'rejected'));
ALTER TABLE samples ADD CONSTRAINT samples_state CHECK (state IN ('promised', 'shipped', 'received'));
ALTER TABLE guarantees ADD CONSTRAINT guarantees_state CHECK (state IN ('proposed', 'accepted', 'disputed', 'waived'));
ALTER TABLE agencies ADD CONSTRAINT agencies_kind CHECK (kind IN ('mcn', 'sub_agency', 'promoter'));
ALTER TABLE agency_memberships ADD CONSTRAINT agency_memberships_state CHECK (state IN ('proposed', 'agreed', 'declined', 'withdrawn', 'ended'));
ALTER TABLE payout_batches ADD CONSTRAINT payout_batches_state CHECK (state IN ('proposed', 'approved', 'cancelled'));
ALTER TABLE payouts ADD CONSTRAINT payouts_state CHECK (
  state IN ('proposed', 'approved', 'submitted', 'in_doubt', 'paid', 'failed', 'returned', 'cancelled'));
ALTER TABLE links ADD CONSTRAINT links_state CHECK (state IN ('active', 'paused'));
ALTER TABLE conversions ADD CONSTRAINT conversions_status CHECK (status IN ('placed', 'paid', 'completed', 'cancelled'));

-- Notifications: what waiting processes listen to -------------------------------------------------------------------

-- The tracker forgets a cached link within a second of its change.
CREATE FUNCTION notify_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('link_changed', NEW.slug);
  RETURN NULL;
END $$;
CREATE TRIGGER links_notify AFTER INSERT OR UPDATE ON links FOR EACH ROW EXECUTE FUNCTION notify_link();

CREATE FUNCTION notify_campaign_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('link_changed', 'campaign:' || CASE TG_TABLE_NAME WHEN 'deals' THEN to_jsonb(NEW)->>'campaign_id' ELSE NEW.id END);
  RETURN NULL;
END $$;
CREATE TRIGGER campaigns_notify AFTER UPDATE ON campaigns FOR EACH ROW EXECUTE FUNCTION notify_campaign_links();
CREATE TRIGGER deals_notify AFTER UPDATE ON deals FOR EACH ROW EXECUTE FUNCTION notify_campaign_links();

-- So is a budget that came to its end, or was funded again; not every order's step on the way.
CREATE FUNCTION notify_budget_links() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('link_changed', 'campaign:' || split_part(NEW.path, ':', 2));
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_accounts_notify AFTER UPDATE OF balance ON ledger_accounts FOR EACH ROW
  WHEN (NEW.kind = 'escrow' AND (OLD.balance <= 0) <> (NEW.balance <= 0)) EXECUTE FUNCTION notify_budget_links();

-- Webhooks -----------------------------------------------------------------------------------------------------

ALTER TABLE webhook_endpoints ADD CONSTRAINT webhook_endpoints_disabled CHECK (
  (disabled_at IS NULL) = (disabled_for IS NULL) AND (disabled_for IS NULL OR disabled_for IN ('by_hand', 'gone', 'failing')));
ALTER TABLE webhook_deliveries ADD CONSTRAINT webhook_deliveries_state CHECK (
  state IN ('pending', 'delivered', 'failed') AND (state = 'pending' OR leased_until IS NULL));
ALTER TABLE webhook_attempts ADD CONSTRAINT webhook_attempts_outcome CHECK (status IS NOT NULL OR error IS NOT NULL);
