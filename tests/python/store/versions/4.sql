BEGIN TRANSACTION;
CREATE TABLE about (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	partner TEXT NOT NULL, 
	item TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT about_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
INSERT INTO "about" VALUES('small-2017',2,2,'a6bab5d292a1706e59cf5ee93cae459b','ME-1','','');
INSERT INTO "about" VALUES('small-2017',3,2,'c123cbd0bc0d0dd3a6c6ab8e8147f689','ME-2','','');
INSERT INTO "about" VALUES('small-2017',4,2,'8d5dee99ed86ada0c74934aa419efba4','ME-3','','');
INSERT INTO "about" VALUES('small-2017',5,2,'8b9647ef38c00502ea76a2c05720e7f9','MR-1','','');
INSERT INTO "about" VALUES('small-2017',6,2,'c09eca08dfef4f90a168a58921d4cc55','MR-2','','');
INSERT INTO "about" VALUES('small-2017',8,1,'208be630d270eb8a6e3595961b7eec23','ME-1','','');
INSERT INTO "about" VALUES('small-2017',9,1,'d1d77864e5cdb10922cd0fda0ca58664','ME-2','','');
INSERT INTO "about" VALUES('small-2017',10,1,'2761a464384c345da4d587b1022f090f','ME-3','','');
INSERT INTO "about" VALUES('small-2017',11,1,'86a4186da9434a29d8e8eba90c025e14','MR-1','','');
INSERT INTO "about" VALUES('small-2017',12,1,'ea87dbf00348971d4f56c95c49cdad62','MR-2','','');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('4');
CREATE TABLE answers (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	cells TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT answers_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
INSERT INTO "answers" VALUES('small-2017',7,0,'3c3f9a28d7ac69bc57f35d1e084b279a','ME-1','{"gender":"woman","reference":"ME-1"}');
INSERT INTO "answers" VALUES('small-2017',7,1,'4e7aa688ced15d9ec3bfe89d179755ba','ME-2','{"gender":"man","reference":"ME-2"}');
INSERT INTO "answers" VALUES('small-2017',7,2,'ddc2d682e28a5134f8b64840f3806830','ME-3','{"gender":"woman","reference":"ME-3"}');
CREATE TABLE appointment (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	purpose TEXT NOT NULL, 
	host TEXT NOT NULL, 
	starts TEXT NOT NULL, 
	ends TEXT NOT NULL, 
	is_fixed INTEGER NOT NULL, 
	is_off INTEGER NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT appointment_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TABLE audit (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	at TEXT NOT NULL, 
	actor TEXT NOT NULL, 
	desk TEXT NOT NULL, 
	action TEXT NOT NULL, 
	subject TEXT NOT NULL, 
	rules TEXT NOT NULL, 
	inputs TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	content TEXT NOT NULL, 
	previous TEXT NOT NULL, 
	digest TEXT NOT NULL, format INTEGER DEFAULT '1' NOT NULL, login TEXT DEFAULT '' NOT NULL, request TEXT DEFAULT '' NOT NULL, 
	PRIMARY KEY (programme, seq)
);
INSERT INTO "audit" VALUES('small-2017',1,'2017-04-25T09:00:01.000000Z','Officer','applications','set rules','small-2017','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','11c51d712109c997e184164a393a6e007f4a3d6cb21617ce24f41724ff3ba8d4','new programme','11c51d712109c997e184164a393a6e007f4a3d6cb21617ce24f41724ff3ba8d4','0000000000000000000000000000000000000000000000000000000000000000','2ff51ae68df5a83468d92e9552f2034e8496d11ffb22a00d2aa8e4fb8e252396',2,'','');
INSERT INTO "audit" VALUES('small-2017',2,'2017-04-25T09:00:02.000000Z','Officer','reception','receive form','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','89d4c3e28ba3f8570c6e62c96b7f9b584fb8fe5b96b18ebb45676a856b6ff657','submitted','89d4c3e28ba3f8570c6e62c96b7f9b584fb8fe5b96b18ebb45676a856b6ff657','2ff51ae68df5a83468d92e9552f2034e8496d11ffb22a00d2aa8e4fb8e252396','75799e018a3508610fe89da45046c0dacdf8c8c8f55b851a377ebf025216c438',2,'','');
INSERT INTO "audit" VALUES('small-2017',3,'2017-04-25T09:00:03.000000Z','Officer','reception','receive form','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','652fd977baad45915d3aa600027d0f4c004f3d71caff72d7db1d49fe80b6e457','submitted','652fd977baad45915d3aa600027d0f4c004f3d71caff72d7db1d49fe80b6e457','75799e018a3508610fe89da45046c0dacdf8c8c8f55b851a377ebf025216c438','f82e08ac3ad629fc55f837802bd9f76068fb62275dc0b64627d3faf578913a63',2,'','');
INSERT INTO "audit" VALUES('small-2017',4,'2017-04-25T09:00:04.000000Z','Officer','reception','receive form','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','cb689d2f96d455119a5d0fb1f389cf1c9a8dbe8e8e9a805056c812d7a0f5b68c','submitted','cb689d2f96d455119a5d0fb1f389cf1c9a8dbe8e8e9a805056c812d7a0f5b68c','f82e08ac3ad629fc55f837802bd9f76068fb62275dc0b64627d3faf578913a63','a80cb7a2712d66a9bd457e51d59db7628782b4d9a15880c0a4298e47f7716aac',2,'','');
INSERT INTO "audit" VALUES('small-2017',5,'2017-04-25T09:00:05.000000Z','Officer','reception','receive form','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','e98474b9936ec31ccd5d9295375c234abd5c34a4d4f2b2f595143de2252492f6','submitted','e98474b9936ec31ccd5d9295375c234abd5c34a4d4f2b2f595143de2252492f6','a80cb7a2712d66a9bd457e51d59db7628782b4d9a15880c0a4298e47f7716aac','8c9b5faffa65a3a2dba50cc8188c807cde5b7c2be4f48473ffa3056629387f43',2,'','');
INSERT INTO "audit" VALUES('small-2017',6,'2017-04-25T09:00:06.000000Z','Officer','reception','receive form','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','56d8896010bb2146185fcb6769660339f95eec4353fe5385ce86c4d4e3e34569','submitted','56d8896010bb2146185fcb6769660339f95eec4353fe5385ce86c4d4e3e34569','8c9b5faffa65a3a2dba50cc8188c807cde5b7c2be4f48473ffa3056629387f43','bba401cfdc87d5a5a4295e1442f44a7c69e32dd461a7f5a65953fa6fbc09bb24',2,'','');
INSERT INTO "audit" VALUES('small-2017',7,'2017-04-25T09:00:07.000000Z','Officer','reception','receive monitoring','monitoring','','006d7a2425ccc0518f28595e0d37e3b2c668bb85433d56c406da3039a719d0a3','3 rows','006d7a2425ccc0518f28595e0d37e3b2c668bb85433d56c406da3039a719d0a3','bba401cfdc87d5a5a4295e1442f44a7c69e32dd461a7f5a65953fa6fbc09bb24','3fe1552f5c6a35e6989ef572bd2eb8cc6af60ab55e00ed8fe0155e02761131b1',2,'','');
INSERT INTO "audit" VALUES('small-2017',8,'2017-04-25T09:00:08.000000Z','Panel','applications','decide','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','2733120d2ebb5fbf02ab79791cf2f8000bf532a6bd73484a65e581abec1ca270','eligible','5fa85b6a52c4214de14d164a328b9c54e4973e90bda75988bfa1fbe54def15ae','3fe1552f5c6a35e6989ef572bd2eb8cc6af60ab55e00ed8fe0155e02761131b1','2a328eae125a10977f4f7b00afae5c6b87b3118d310c57e0240c6339a73e97ad',2,'','');
INSERT INTO "audit" VALUES('small-2017',9,'2017-04-25T09:00:09.000000Z','Panel','applications','decide','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','52cbe8cde7880fd0bee966a72db64df25ecfb6cac5fa09c6d2889d2f496a4d4f','eligible','04a781e177f8bb2cb6ef38eba9c7471726c3a00563189712b68de8c6994d9f21','2a328eae125a10977f4f7b00afae5c6b87b3118d310c57e0240c6339a73e97ad','f2c2eb73676817f504419ad5af1c803279dd3e0a9ebb557a874cb3cdd3cbd0cd',2,'','');
INSERT INTO "audit" VALUES('small-2017',10,'2017-04-25T09:00:10.000000Z','Panel','applications','decide','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','49e355859bcfc1b53daa635952a067645f16d61e2b6c01c26a6c199e2a4aa8aa','eligible','4b357c40e6c0a604a7e653c140e63a2a97f466272d0136f9a31b9bf85749d964','f2c2eb73676817f504419ad5af1c803279dd3e0a9ebb557a874cb3cdd3cbd0cd','dd33987e83ab32e8f8c34ae8e96048b2e67682b0919a1401a390e45cfc793e41',2,'','');
INSERT INTO "audit" VALUES('small-2017',11,'2017-04-25T09:00:11.000000Z','Panel','applications','decide','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','3db58a90bc2495a81044bc66919f7a4de6479a1402de1b0fdfc90d9d2c9675c3','eligible','b067cd0fad9f1c2c4fe0b0ef4060d7b98c31bb381d4e3577c820a0eedb56ec3d','dd33987e83ab32e8f8c34ae8e96048b2e67682b0919a1401a390e45cfc793e41','812a22ecd4de4e2f8807ce2529f64a9db36e4eb208bea9381f14090a925c7ac3',2,'','');
INSERT INTO "audit" VALUES('small-2017',12,'2017-04-25T09:00:12.000000Z','Panel','applications','decide','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','a00576b55b07aca0f58e72a4aa487c6ecdb7ec1a98ca24e8706d5ad0abddc7de','eligible','e5b2d79f3fa3849fc8811a62c70230a474ef43d17cdf37cab4592092db01a6db','812a22ecd4de4e2f8807ce2529f64a9db36e4eb208bea9381f14090a925c7ac3','5153c2fd08695c247adcb5439243f930291685ceeaff314da4ad2884cea3374f',2,'','');
CREATE TABLE decision (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	role TEXT NOT NULL, 
	stage TEXT NOT NULL, 
	outcome TEXT NOT NULL, 
	region TEXT NOT NULL, 
	reasons TEXT NOT NULL, 
	place INTEGER NOT NULL, 
	mean INTEGER NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT decision_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
INSERT INTO "decision" VALUES('small-2017',8,0,'3439bb9425561b6b9ff34747b95652c2','ME-1','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',9,0,'167134d878c5cbdd4c1e7c7a1e49e889','ME-2','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',10,0,'5e2148919999e19e630686c22cb0bb9b','ME-3','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',11,0,'ce45c3b4fd214f04f8e58f8cbe251e56','MR-1','mentor','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',12,0,'671a4365780891181f553283611a5b8c','MR-2','mentor','eligibility','eligible','','[]',0,0);
CREATE TABLE entry (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	partner TEXT NOT NULL, 
	fund TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	grant_id TEXT NOT NULL, 
	day TEXT NOT NULL, 
	event TEXT NOT NULL, 
	note TEXT NOT NULL, 
	pence INTEGER NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT entry_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TABLE erasure (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	part TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	row_digest TEXT NOT NULL, 
	erased INTEGER NOT NULL, 
	place INTEGER NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT erasure_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TABLE evaluation (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	role TEXT NOT NULL, 
	moment TEXT NOT NULL, 
	cells TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT evaluation_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TABLE form (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	role TEXT NOT NULL, 
	cells TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT form_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
INSERT INTO "form" VALUES('small-2017',2,0,'329b7a59d6c07dfbc05304cb0898b7c7','ME-1','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-1","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',3,0,'20bfb4b041f5c9537376846c9d9eca43','ME-2','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-2","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',4,0,'e3713fceb63c2632a809d6c02f672cbd','ME-3','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-3","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',5,0,'2bdaf4babcd5365b5487b0ad7ff1f2a8','MR-1','mentor','{"nation":"England","needs":"digital:1","offers":"leadership","reference":"MR-1","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',6,0,'af33b64c3c7316cbd094880e64884936','MR-2','mentor','{"nation":"England","needs":"digital:1","offers":"leadership","reference":"MR-2","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
CREATE TABLE grace (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	until TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	decided_by TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT grace_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TABLE log (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	partner TEXT NOT NULL, 
	item TEXT NOT NULL, 
	move TEXT NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	cells TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT log_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TABLE mark (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	member TEXT NOT NULL, 
	marks TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT mark_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TABLE pair (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	partner TEXT NOT NULL, 
	move TEXT NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	matching TEXT NOT NULL, 
	units INTEGER NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT pair_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TABLE person (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	name TEXT NOT NULL, 
	email TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT person_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
INSERT INTO "person" VALUES('small-2017',2,1,'cd2ed50dcb76e266e28ea8a794959de3','ME-1','Name of ME-1','me-1@example.org');
INSERT INTO "person" VALUES('small-2017',3,1,'8eda2e1b7151096e41c5756debb0c0d2','ME-2','Name of ME-2','me-2@example.org');
INSERT INTO "person" VALUES('small-2017',4,1,'ce170e57c3b0409dfa57e0f50fa530b5','ME-3','Name of ME-3','me-3@example.org');
INSERT INTO "person" VALUES('small-2017',5,1,'98b82ae484dca4c10219e69a398f8569','MR-1','Name of MR-1','mr-1@example.org');
INSERT INTO "person" VALUES('small-2017',6,1,'d3a6a495aeb1980e46b89059ddf4b252','MR-2','Name of MR-2','mr-2@example.org');
CREATE TABLE retention (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	months INTEGER NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT retention_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TABLE rules (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	name TEXT NOT NULL, 
	toml TEXT NOT NULL, 
	digest TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT rules_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
INSERT INTO "rules" VALUES('small-2017',1,0,'942378776b5d3a567a3de02adc029028','programme.toml','
id = "small-2017"
name = "Small Scheme"
organisation = "A Museum"
starts = "June 2017"
ends = "November 2017"
nations = ["England", "Scotland"]

[timetable]
zone = "Europe/London"

[timetable.deadline]
title = "Applications close"
on = "Monday 24 April 2017"
at = "10:00"

[places.England]
mentees = 2
mentors = 2

[rules.nation]
version = 3
sentence = "You work in England or in Scotland."
reason = "The form names another nation."
field = "nation"
one_of = ["England", "Scotland"]

[selection]
panel_members = 1
reserves = 1

[selection.rubric.need]
sentence = "How clearly the form says what is needed."
most = 10

[objective]
stages = ["most_pairs", "most_points"]
floor = 40
seed = 1
','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c');
CREATE TABLE session (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	supervisor TEXT NOT NULL, 
	day TEXT NOT NULL, 
	text TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT session_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TABLE standing (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	move TEXT NOT NULL, 
	state TEXT NOT NULL, 
	reason TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT standing_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TABLE tally (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	role TEXT NOT NULL, 
	region TEXT NOT NULL, 
	step TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT tally_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'audit is a ledger: no update'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'audit is a ledger: no delete'); END;
CREATE TRIGGER rules_no_update BEFORE UPDATE ON rules BEGIN SELECT RAISE(ABORT, 'rules is a ledger: no update'); END;
CREATE TRIGGER rules_no_delete BEFORE DELETE ON rules BEGIN SELECT RAISE(ABORT, 'rules is a ledger: no delete'); END;
CREATE INDEX erasure_erased ON erasure (programme, erased);
CREATE TRIGGER erasure_no_update BEFORE UPDATE ON erasure BEGIN SELECT RAISE(ABORT, 'erasure is a ledger: no update'); END;
CREATE TRIGGER erasure_no_delete BEFORE DELETE ON erasure BEGIN SELECT RAISE(ABORT, 'erasure is a ledger: no delete'); END;
CREATE TRIGGER tally_no_update BEFORE UPDATE ON tally BEGIN SELECT RAISE(ABORT, 'tally is a ledger: no update'); END;
CREATE TRIGGER tally_no_delete BEFORE DELETE ON tally BEGIN SELECT RAISE(ABORT, 'tally is a ledger: no delete'); END;
CREATE TRIGGER retention_no_update BEFORE UPDATE ON retention BEGIN SELECT RAISE(ABORT, 'retention is a ledger: no update'); END;
CREATE TRIGGER retention_no_delete BEFORE DELETE ON retention BEGIN SELECT RAISE(ABORT, 'retention is a ledger: no delete'); END;
CREATE INDEX person_reference ON person (programme, reference);
CREATE TRIGGER person_no_update BEFORE UPDATE ON person BEGIN SELECT RAISE(ABORT, 'person is a ledger: no update'); END;
CREATE INDEX form_reference ON form (programme, reference);
CREATE TRIGGER form_no_update BEFORE UPDATE ON form BEGIN SELECT RAISE(ABORT, 'form is a ledger: no update'); END;
CREATE INDEX grace_reference ON grace (programme, reference);
CREATE TRIGGER grace_no_update BEFORE UPDATE ON grace BEGIN SELECT RAISE(ABORT, 'grace is a ledger: no update'); END;
CREATE INDEX mark_reference ON mark (programme, reference);
CREATE TRIGGER mark_no_update BEFORE UPDATE ON mark BEGIN SELECT RAISE(ABORT, 'mark is a ledger: no update'); END;
CREATE INDEX decision_reference ON decision (programme, reference);
CREATE TRIGGER decision_no_update BEFORE UPDATE ON decision BEGIN SELECT RAISE(ABORT, 'decision is a ledger: no update'); END;
CREATE INDEX answers_reference ON answers (programme, reference);
CREATE TRIGGER answers_no_update BEFORE UPDATE ON answers BEGIN SELECT RAISE(ABORT, 'answers is a ledger: no update'); END;
CREATE INDEX standing_reference ON standing (programme, reference);
CREATE TRIGGER standing_no_update BEFORE UPDATE ON standing BEGIN SELECT RAISE(ABORT, 'standing is a ledger: no update'); END;
CREATE INDEX pair_reference ON pair (programme, reference);
CREATE TRIGGER pair_no_update BEFORE UPDATE ON pair BEGIN SELECT RAISE(ABORT, 'pair is a ledger: no update'); END;
CREATE INDEX appointment_reference ON appointment (programme, reference);
CREATE TRIGGER appointment_no_update BEFORE UPDATE ON appointment BEGIN SELECT RAISE(ABORT, 'appointment is a ledger: no update'); END;
CREATE INDEX entry_reference ON entry (programme, reference);
CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'entry is a ledger: no update'); END;
CREATE INDEX log_reference ON log (programme, reference);
CREATE TRIGGER log_no_update BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'log is a ledger: no update'); END;
CREATE INDEX evaluation_reference ON evaluation (programme, reference);
CREATE TRIGGER evaluation_no_update BEFORE UPDATE ON evaluation BEGIN SELECT RAISE(ABORT, 'evaluation is a ledger: no update'); END;
CREATE INDEX session_reference ON session (programme, reference);
CREATE TRIGGER session_no_update BEFORE UPDATE ON session BEGIN SELECT RAISE(ABORT, 'session is a ledger: no update'); END;
CREATE INDEX about_reference ON about (programme, reference);
CREATE TRIGGER about_no_update BEFORE UPDATE ON about BEGIN SELECT RAISE(ABORT, 'about is a ledger: no update'); END;
CREATE UNIQUE INDEX audit_request ON audit (programme, request) WHERE request <> '';
COMMIT;
