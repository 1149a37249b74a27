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
INSERT INTO "about" VALUES('small-2017',2,2,'3e6e113012978ea9b18c0871584a20aa','ME-1','','');
INSERT INTO "about" VALUES('small-2017',3,2,'2af0a1a9040ed96eaf948da6e46a783b','ME-2','','');
INSERT INTO "about" VALUES('small-2017',4,2,'cf0a947c4ecf140e11b54187c2344f59','ME-3','','');
INSERT INTO "about" VALUES('small-2017',5,2,'25998683cfc07ec2a72f01b9c2f7e809','MR-1','','');
INSERT INTO "about" VALUES('small-2017',6,2,'2f11e26ef06ce12ed41eb9c4325bfd4d','MR-2','','');
INSERT INTO "about" VALUES('small-2017',8,1,'496ea848c02d6347e658a09e46d0b95f','ME-1','','');
INSERT INTO "about" VALUES('small-2017',9,1,'0fa6d02b4730192b5c4ddff5f140771b','ME-2','','');
INSERT INTO "about" VALUES('small-2017',10,1,'7f858a68977bc86bfc4c5d982ef0d362','ME-3','','');
INSERT INTO "about" VALUES('small-2017',11,1,'d5939ef8b4a304114488674a97dabc35','MR-1','','');
INSERT INTO "about" VALUES('small-2017',12,1,'6795b2a02b580a99a10db12985d01e64','MR-2','','');
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
INSERT INTO "answers" VALUES('small-2017',7,0,'5c50f9c4c9645bc4ff1104f8e2794241','ME-1','{"gender":"woman","reference":"ME-1"}');
INSERT INTO "answers" VALUES('small-2017',7,1,'95beadccca20db3cf513c2f2f5818356','ME-2','{"gender":"man","reference":"ME-2"}');
INSERT INTO "answers" VALUES('small-2017',7,2,'5261a3f93cea717e4767639fe6cfc619','ME-3','{"gender":"woman","reference":"ME-3"}');
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
INSERT INTO "audit" VALUES('small-2017',1,'2017-04-25T09:00:01.000000Z','Officer','applications','set rules','small-2017','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','80234cbede8f0e52f5ff0c1e4fe0bd0c79cad127225ea006ac4b692f5fc68cd4','new programme','80234cbede8f0e52f5ff0c1e4fe0bd0c79cad127225ea006ac4b692f5fc68cd4','0000000000000000000000000000000000000000000000000000000000000000','3d713e5e930de093ce975f15d6ef729661e0b7b8c69990b407084526481c19d4',2,'','');
INSERT INTO "audit" VALUES('small-2017',2,'2017-04-25T09:00:02.000000Z','Officer','reception','receive form','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','2e6d6718c1e2837eeb62ff930e8620134bee3b98833149eb23c3fe70abe5d8c8','submitted','2e6d6718c1e2837eeb62ff930e8620134bee3b98833149eb23c3fe70abe5d8c8','3d713e5e930de093ce975f15d6ef729661e0b7b8c69990b407084526481c19d4','81357459a1692623b98a22f4c59df90be31f4b698dd703bfb58e531e4a4a0d6e',2,'','');
INSERT INTO "audit" VALUES('small-2017',3,'2017-04-25T09:00:03.000000Z','Officer','reception','receive form','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','c3f79a9059aebb7f1edfb77849c49f6e212c8674de13466b1736699f144b9538','submitted','c3f79a9059aebb7f1edfb77849c49f6e212c8674de13466b1736699f144b9538','81357459a1692623b98a22f4c59df90be31f4b698dd703bfb58e531e4a4a0d6e','1147cf1028be4bfbecf67ee467bb5f76aaf0b6e1d538db3d9180bfe8ef403c36',2,'','');
INSERT INTO "audit" VALUES('small-2017',4,'2017-04-25T09:00:04.000000Z','Officer','reception','receive form','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','b099cd7569d47c5e3574539b8c8f93a710b9ccc397643a8bd427d5409bd078c1','submitted','b099cd7569d47c5e3574539b8c8f93a710b9ccc397643a8bd427d5409bd078c1','1147cf1028be4bfbecf67ee467bb5f76aaf0b6e1d538db3d9180bfe8ef403c36','3fb943dfd695d6f4c8cfc47787a019fe5ec3f4bb5f5da54e33d91d7c7e02a8c8',2,'','');
INSERT INTO "audit" VALUES('small-2017',5,'2017-04-25T09:00:05.000000Z','Officer','reception','receive form','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','591c5f703a8067f5769a7cd326cc5e6212a838803ac94d6654578a302e20d840','submitted','591c5f703a8067f5769a7cd326cc5e6212a838803ac94d6654578a302e20d840','3fb943dfd695d6f4c8cfc47787a019fe5ec3f4bb5f5da54e33d91d7c7e02a8c8','9b0eb8d59fcfc0a980931937b47c400c230c5d675b74093e0d8319049410287f',2,'','');
INSERT INTO "audit" VALUES('small-2017',6,'2017-04-25T09:00:06.000000Z','Officer','reception','receive form','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','7188cd38d784f9e596487cd1a0251b1a2809b76f97eca583410690c5d2f2a799','submitted','7188cd38d784f9e596487cd1a0251b1a2809b76f97eca583410690c5d2f2a799','9b0eb8d59fcfc0a980931937b47c400c230c5d675b74093e0d8319049410287f','a649c273a6b774eb271745af85f3343f82589e6c82ac633f9cc7b909b6b37fb9',2,'','');
INSERT INTO "audit" VALUES('small-2017',7,'2017-04-25T09:00:07.000000Z','Officer','reception','receive monitoring','monitoring','','8d102b6d2ecbc206fed9edcd5a87e0e84bfdc500c720101660fb318aa35aacd4','3 rows','8d102b6d2ecbc206fed9edcd5a87e0e84bfdc500c720101660fb318aa35aacd4','a649c273a6b774eb271745af85f3343f82589e6c82ac633f9cc7b909b6b37fb9','ce91500f6fe63c46e2a44f9e53d25be6939a5e197d5fe36da6adfbc8c1949ac8',2,'','');
INSERT INTO "audit" VALUES('small-2017',8,'2017-04-25T09:00:08.000000Z','Panel','applications','decide','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','0778d3446d189c678560d2af6472075e04975ceee0bc2d8dbeaae25098046767','eligible','bf8138a0eded3d143b8c58db06dddd67d4f1ba47d6116cad793adc7927e1f16d','ce91500f6fe63c46e2a44f9e53d25be6939a5e197d5fe36da6adfbc8c1949ac8','5e325863e3ce631c35112d3624c9b08338f06496d721dfb22cf93060da0d49e6',2,'','');
INSERT INTO "audit" VALUES('small-2017',9,'2017-04-25T09:00:09.000000Z','Panel','applications','decide','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','0022bb01fc663fdc4d9009e4fc22a2da6f27c4356906e37f7cfbabd52b946f95','eligible','61b186a5782582baf3cd09dd1bce9925473f9ff83dd67ddb65e36ed84d870258','5e325863e3ce631c35112d3624c9b08338f06496d721dfb22cf93060da0d49e6','abf6b3e5580727a682c59bab8f92d92fa4164dcd23b670b857535b0f3a1cde87',2,'','');
INSERT INTO "audit" VALUES('small-2017',10,'2017-04-25T09:00:10.000000Z','Panel','applications','decide','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','d1b814ae2158b96fcdd361ffd82b9886e0b5efcf015721ce17ca740041a53e4c','eligible','959810b5f304e9257d7372e452ef38e0d6c1ff23c4cc84dd075ef7a13eae0b96','abf6b3e5580727a682c59bab8f92d92fa4164dcd23b670b857535b0f3a1cde87','b2ab4ea0207a606eeb7616e3588b970a43028829c734fbdce23c1f51e81cf80c',2,'','');
INSERT INTO "audit" VALUES('small-2017',11,'2017-04-25T09:00:11.000000Z','Panel','applications','decide','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','d011270c628316ff4b58da0f61dad90776db3bdcba75a37ee37ec53e4315c30b','eligible','7462c3c59f849d60941c3a7e27945ff79b356bfbf2bd5cf0cd6e68bd19b052b1','b2ab4ea0207a606eeb7616e3588b970a43028829c734fbdce23c1f51e81cf80c','9d934e42aea94878b0a1db4e7fa4198f3bf80f7343b802559f7c463e977200e2',2,'','');
INSERT INTO "audit" VALUES('small-2017',12,'2017-04-25T09:00:12.000000Z','Panel','applications','decide','','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','b0ecde4a88627652b0f81ccaab7c0defb0f6f17a06cf4518b1963b02784a3cb1','eligible','ac9cbfb9dd743028deee66391e7a81e0f688cd983ae0b1a5d106c212d5d6485a','9d934e42aea94878b0a1db4e7fa4198f3bf80f7343b802559f7c463e977200e2','1f23710c54b19a39a9dcedc8aafb3857021866c7301aa5fdfcd9af9076bc8e79',2,'','');
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
INSERT INTO "decision" VALUES('small-2017',8,0,'d3925e7750fb1e1cfdd1d6be7c8df5f8','ME-1','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',9,0,'242c5fc1c6c3f9538ef7165d14186711','ME-2','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',10,0,'b0888f6fa4066da9e38f917441b804bf','ME-3','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',11,0,'d8648f2d9e38e71b877bf65b9ff4ffea','MR-1','mentor','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',12,0,'e90b3be3cd86cefb278d67631feb5dba','MR-2','mentor','eligibility','eligible','','[]',0,0);
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
INSERT INTO "form" VALUES('small-2017',2,0,'9e17e4fb5dd05502e9c3ad467fc0f40e','ME-1','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-1","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',3,0,'0bb627c697cb648340be9950b1e54318','ME-2','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-2","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',4,0,'4505cec4038ad226acd89d48adc0542d','ME-3','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-3","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',5,0,'84f9cf735cad0f2f847f4d5756c29f6f','MR-1','mentor','{"nation":"England","needs":"digital:1","offers":"leadership","reference":"MR-1","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',6,0,'ca75bad17d8e3714c02c0d0346deeb55','MR-2','mentor','{"nation":"England","needs":"digital:1","offers":"leadership","reference":"MR-2","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
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
INSERT INTO "person" VALUES('small-2017',2,1,'6ca0560a32552516374fdcef71a802ba','ME-1','Name of ME-1','me-1@example.org');
INSERT INTO "person" VALUES('small-2017',3,1,'325a54bf4e492790a3b700159005be43','ME-2','Name of ME-2','me-2@example.org');
INSERT INTO "person" VALUES('small-2017',4,1,'2614b21bc16fbff3c601a2d9509bd6c0','ME-3','Name of ME-3','me-3@example.org');
INSERT INTO "person" VALUES('small-2017',5,1,'afbffcdac48effba70867009471d2856','MR-1','Name of MR-1','mr-1@example.org');
INSERT INTO "person" VALUES('small-2017',6,1,'c43c33c477bc2be18160b3a7afe474e7','MR-2','Name of MR-2','mr-2@example.org');
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
INSERT INTO "rules" VALUES('small-2017',1,0,'6042273e5322be969e1b5be319c62ca9','programme.toml','
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
