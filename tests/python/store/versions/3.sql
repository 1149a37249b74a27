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
INSERT INTO "about" VALUES('small-2017',2,2,'068cfb1c71433535b8029e6c04f31015','ME-1','','');
INSERT INTO "about" VALUES('small-2017',3,2,'cde5b6a4107283aa8cad76cd60689b52','ME-2','','');
INSERT INTO "about" VALUES('small-2017',4,2,'26c4fdb73b2516a277c87da2d1d87c81','ME-3','','');
INSERT INTO "about" VALUES('small-2017',5,2,'5e0b0648efc5c8d7091b79c8d7619274','MR-1','','');
INSERT INTO "about" VALUES('small-2017',6,2,'b5263940bfbc079d625b151e634c9819','MR-2','','');
INSERT INTO "about" VALUES('small-2017',8,1,'af17082e96536235d0bcb70597981134','ME-1','','');
INSERT INTO "about" VALUES('small-2017',9,1,'9ac23b0dd6f1fe013d189cf444aae491','ME-2','','');
INSERT INTO "about" VALUES('small-2017',10,1,'9b3a547ac5db3e5e40eebe9802fc227e','ME-3','','');
INSERT INTO "about" VALUES('small-2017',11,1,'9b656b25396d3a1a4c32de29a67dfe9d','MR-1','','');
INSERT INTO "about" VALUES('small-2017',12,1,'4e94d07849eaca56817ccc84809bbe53','MR-2','','');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('3');
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
INSERT INTO "answers" VALUES('small-2017',7,0,'d01d649249cfbb8752a907768f125849','ME-1','{"gender":"woman","reference":"ME-1"}');
INSERT INTO "answers" VALUES('small-2017',7,1,'5713f2a0d499fdd5644edaece183ed64','ME-2','{"gender":"man","reference":"ME-2"}');
INSERT INTO "answers" VALUES('small-2017',7,2,'8d27393146886bc4ab4e2ec9d5d5979a','ME-3','{"gender":"woman","reference":"ME-3"}');
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
INSERT INTO "audit" VALUES('small-2017',1,'2017-04-25T09:00:01.000000Z','Officer','applications','set rules','small-2017','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','4e6100a799fc9a62c388ac9e561cd99bbf84847e53df106e5f26315b1a624320','new programme','4e6100a799fc9a62c388ac9e561cd99bbf84847e53df106e5f26315b1a624320','0000000000000000000000000000000000000000000000000000000000000000','75f3f98715ce53533255da6261850d0c8a7d5cf4e330e8b69d629939da615fc1',2,'','');
INSERT INTO "audit" VALUES('small-2017',2,'2017-04-25T09:00:02.000000Z','Officer','reception','receive form','one:da74a1845130670d','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','11786794a5682b399a191b368ea761433a3a4907059573f39b6970fbffc514c0','submitted','11786794a5682b399a191b368ea761433a3a4907059573f39b6970fbffc514c0','75f3f98715ce53533255da6261850d0c8a7d5cf4e330e8b69d629939da615fc1','591766931d757ee96a68208709d81a652c8644e715af21f656498bb4a699e714',2,'','');
INSERT INTO "audit" VALUES('small-2017',3,'2017-04-25T09:00:03.000000Z','Officer','reception','receive form','one:14b0411b1adb48b3','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','cfe562f6557dd677ac59d4f5446f0a55d5d1b503227b7dead389b031970e6c38','submitted','cfe562f6557dd677ac59d4f5446f0a55d5d1b503227b7dead389b031970e6c38','591766931d757ee96a68208709d81a652c8644e715af21f656498bb4a699e714','57ca8ffeed9cba4c69ad3c9387ac9c16ab53e64a2fd3a490470cc2647789bea4',2,'','');
INSERT INTO "audit" VALUES('small-2017',4,'2017-04-25T09:00:04.000000Z','Officer','reception','receive form','one:80f24e728a67cfd9','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','c57bb4b552b3366ba860b688cae0baadf748897cadb55bebee3b056c951b057d','submitted','c57bb4b552b3366ba860b688cae0baadf748897cadb55bebee3b056c951b057d','57ca8ffeed9cba4c69ad3c9387ac9c16ab53e64a2fd3a490470cc2647789bea4','bebe0944b242eb936a495dcbf6c86d62e6db871883dd6130617e0b7def230a98',2,'','');
INSERT INTO "audit" VALUES('small-2017',5,'2017-04-25T09:00:05.000000Z','Officer','reception','receive form','one:effe1d8d53cede7e','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','cd15947df26994fdd6bdc4c1e38723fe16d4f713b6016c3aa69164e3ac98ac28','submitted','cd15947df26994fdd6bdc4c1e38723fe16d4f713b6016c3aa69164e3ac98ac28','bebe0944b242eb936a495dcbf6c86d62e6db871883dd6130617e0b7def230a98','f222a217104ab4e81b40c8dfbfaf1b024e3dd89f65b756739e0753704b81d743',2,'','');
INSERT INTO "audit" VALUES('small-2017',6,'2017-04-25T09:00:06.000000Z','Officer','reception','receive form','one:14b457d54d55c4b1','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','e0fd4b6d86a7ad678e365ad9a26d4407d550ee8b78bd6ee1b38a90bc5d123c95','submitted','e0fd4b6d86a7ad678e365ad9a26d4407d550ee8b78bd6ee1b38a90bc5d123c95','f222a217104ab4e81b40c8dfbfaf1b024e3dd89f65b756739e0753704b81d743','e8ab680113a2e7c4afa164f0956761f19ed3d084a62a15256959509c07d614da',2,'','');
INSERT INTO "audit" VALUES('small-2017',7,'2017-04-25T09:00:07.000000Z','Officer','reception','receive monitoring','monitoring','','2dd7a52936fbe22eed2ccbd5a7f33832f5dbf6052f560fe887f62e27350644c9','3 rows','2dd7a52936fbe22eed2ccbd5a7f33832f5dbf6052f560fe887f62e27350644c9','e8ab680113a2e7c4afa164f0956761f19ed3d084a62a15256959509c07d614da','778e4709f74bcfa646f93060a9ce34daf3bba04a1edaf314534612cfd5b7e6b7',2,'','');
INSERT INTO "audit" VALUES('small-2017',8,'2017-04-25T09:00:08.000000Z','Panel','applications','decide','one:da74a1845130670d','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','3ac07c1c2b307fa2f2bf87f9dc1aa86447d0bd127d636ffd0b283a68c1f83b81','eligible','be2b70c58c1b35992d89e25a83efbbae03051e991a02febc6ea3fdc51ca849c3','778e4709f74bcfa646f93060a9ce34daf3bba04a1edaf314534612cfd5b7e6b7','e607d04d85fc56b1bd2201c5994fc7a0c22782b12ad291d9a288ecd53eacb07a',2,'','');
INSERT INTO "audit" VALUES('small-2017',9,'2017-04-25T09:00:09.000000Z','Panel','applications','decide','one:14b0411b1adb48b3','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','2d1375b09d8e3a90c1ed4196ac2482d714e50aca6d544255fc6222aceeb1797a','eligible','36d2870f644741346c100fc0c4da3d9cedfa9b765d7f7960ace838b710db4cfc','e607d04d85fc56b1bd2201c5994fc7a0c22782b12ad291d9a288ecd53eacb07a','342c1216af68a7c610b0b6429dabe3d4ca10f4b1d105169bb53b2d976c767403',2,'','');
INSERT INTO "audit" VALUES('small-2017',10,'2017-04-25T09:00:10.000000Z','Panel','applications','decide','one:80f24e728a67cfd9','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','2f77b4705399ed8f5874acef21d2c43328c9234355dd5d8216e4bbaf4e8d12d5','eligible','b623d7a7ad986d6288853ec8a7ab17c758a5c424b5547d51bc91b325561b1a6d','342c1216af68a7c610b0b6429dabe3d4ca10f4b1d105169bb53b2d976c767403','70b117f4720ee0f489faf8d540768ebd9e9a1c3612354f897826a31dcb38c7fe',2,'','');
INSERT INTO "audit" VALUES('small-2017',11,'2017-04-25T09:00:11.000000Z','Panel','applications','decide','one:effe1d8d53cede7e','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','7dd204f58a2a50b2971b72bf77583a6f8bd08c09612d028ef180ea3d98794db8','eligible','623c85715a966196fe18033bcc88b628f043e3e55fe664a1eabb960592951cfb','70b117f4720ee0f489faf8d540768ebd9e9a1c3612354f897826a31dcb38c7fe','23b295da686055e8c0c1c526bb431f9b7ea836d132d0b419fc63dc8b023523f4',2,'','');
INSERT INTO "audit" VALUES('small-2017',12,'2017-04-25T09:00:12.000000Z','Panel','applications','decide','one:14b457d54d55c4b1','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','2f4b106d1b9e53d8437858b4a49a55a8ee9114b52a4a2dfa523cba16343ed81e','eligible','b859eb4c5832d710cf7b9ccdcd650ad6d7339c8cc16fbcde76e908d31608ae32','23b295da686055e8c0c1c526bb431f9b7ea836d132d0b419fc63dc8b023523f4','4edaed25be14eeceb4f02e72d6d4b744a972bc175f2661085b298cf458fefd12',2,'','');
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
INSERT INTO "decision" VALUES('small-2017',8,0,'e72929290c4ea72be3bc943e2e1e2c80','ME-1','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',9,0,'09ee290c8ac2bf96ca0fd3ab6d7e9868','ME-2','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',10,0,'b7a2807149cbe90b489dbd3bdaaf7741','ME-3','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',11,0,'4d1a2ea2b4c6cf0aad128ca872fdb848','MR-1','mentor','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',12,0,'8d47c4301cefc95adb407663f3d1a28d','MR-2','mentor','eligibility','eligible','','[]',0,0);
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
INSERT INTO "form" VALUES('small-2017',2,0,'10844eee24ba5d893ac3096afb1a0899','ME-1','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-1","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',3,0,'ba00a985cc56d9a39de9a5f903d96e30','ME-2','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-2","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',4,0,'7986026002ee63db28fcbae4a3016e2e','ME-3','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-3","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',5,0,'e86275c29b2e61d33241f3fd3ef72ac5','MR-1','mentor','{"nation":"England","needs":"digital:1","offers":"leadership","reference":"MR-1","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',6,0,'6ae716bf07c3826c2c7bb3b1e670113a','MR-2','mentor','{"nation":"England","needs":"digital:1","offers":"leadership","reference":"MR-2","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
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
INSERT INTO "person" VALUES('small-2017',2,1,'69ca0a253c40e88d37dd452e5cfac151','ME-1','Name of ME-1','me-1@example.org');
INSERT INTO "person" VALUES('small-2017',3,1,'29d0d8ed8b35fc11e2a5e54595ba2c67','ME-2','Name of ME-2','me-2@example.org');
INSERT INTO "person" VALUES('small-2017',4,1,'cac6b3b65c2898ab36612c1c9d927ae6','ME-3','Name of ME-3','me-3@example.org');
INSERT INTO "person" VALUES('small-2017',5,1,'db1e5faa959f35b014a66e7e0dc176ee','MR-1','Name of MR-1','mr-1@example.org');
INSERT INTO "person" VALUES('small-2017',6,1,'0ad530f56e6d51e9e336396740613159','MR-2','Name of MR-2','mr-2@example.org');
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
INSERT INTO "rules" VALUES('small-2017',1,0,'dbc014eef9a2ea85a119df5ab6519f5b','programme.toml','
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
COMMIT;
