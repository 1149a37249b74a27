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
INSERT INTO "about" VALUES('small-2017',2,2,'74b13a273c49e26cced5a40bb53a3cdb','ME-1','','');
INSERT INTO "about" VALUES('small-2017',3,2,'261534186e9722d4780fca8b17789891','ME-2','','');
INSERT INTO "about" VALUES('small-2017',4,2,'1fff2fe0d6a6132a215631e29c076edf','ME-3','','');
INSERT INTO "about" VALUES('small-2017',5,2,'66df7326d9fb3dc7e354845e415d8b0a','MR-1','','');
INSERT INTO "about" VALUES('small-2017',6,2,'8c86186a19291141655aa18d59570606','MR-2','','');
INSERT INTO "about" VALUES('small-2017',8,1,'f16bb87a2b943f8dd5b2ae806559e4ef','ME-1','','');
INSERT INTO "about" VALUES('small-2017',9,1,'c2f272ad23b7b673a3c3ce957f63fd7b','ME-2','','');
INSERT INTO "about" VALUES('small-2017',10,1,'a34014957813f32d20e128fa34e12914','ME-3','','');
INSERT INTO "about" VALUES('small-2017',11,1,'ee91e652b6427d899e88bc8ae51a3fac','MR-1','','');
INSERT INTO "about" VALUES('small-2017',12,1,'0418a95fa0c35dfe5a52f3f3a77918a0','MR-2','','');
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('5');
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
INSERT INTO "answers" VALUES('small-2017',7,0,'62e7c188270debce58ed3bc502d406cb','ME-1','{"gender":"woman","reference":"ME-1"}');
INSERT INTO "answers" VALUES('small-2017',7,1,'8648aa81c97a053a0c8b3ac164244bc3','ME-2','{"gender":"man","reference":"ME-2"}');
INSERT INTO "answers" VALUES('small-2017',7,2,'6b75eb649bbd597528817e321329ca0c','ME-3','{"gender":"woman","reference":"ME-3"}');
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
INSERT INTO "audit" VALUES('small-2017',1,'2017-04-25T09:00:01.000000Z','Officer','applications','set rules','small-2017','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','1b7eaf25f140e60a9a9ea79b2f5d0d65eccf0b58773be26e95fdd52717b392eb','new programme','1b7eaf25f140e60a9a9ea79b2f5d0d65eccf0b58773be26e95fdd52717b392eb','0000000000000000000000000000000000000000000000000000000000000000','3be5ba49575c2299cb948bb0183eeda6dd81f27aae8678a5c5f0f3cfea2e13fd',2,'','');
INSERT INTO "audit" VALUES('small-2017',2,'2017-04-25T09:00:02.000000Z','Officer','reception','receive form','one:e3c1079bc04aeb49','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','79caa3fcad58d457adb6cc18b1c34f0689dba274c221bc8567b9ee5efd29cd83','submitted','79caa3fcad58d457adb6cc18b1c34f0689dba274c221bc8567b9ee5efd29cd83','3be5ba49575c2299cb948bb0183eeda6dd81f27aae8678a5c5f0f3cfea2e13fd','385767680e307a901f320d5ecabd3f2bdaae9b7a7397b4690606fc40488b2753',2,'','');
INSERT INTO "audit" VALUES('small-2017',3,'2017-04-25T09:00:03.000000Z','Officer','reception','receive form','one:bbaabaf517c3e876','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','9f98beba45a5e5e578370c3bccc1160e973a6f8b66e28eb3afb02cfa03ae9504','submitted','9f98beba45a5e5e578370c3bccc1160e973a6f8b66e28eb3afb02cfa03ae9504','385767680e307a901f320d5ecabd3f2bdaae9b7a7397b4690606fc40488b2753','b56ecc8fad03b66e98d16fe095ae4ae9189b482b503cec0c7e2f967977bee471',2,'','');
INSERT INTO "audit" VALUES('small-2017',4,'2017-04-25T09:00:04.000000Z','Officer','reception','receive form','one:d5b0a50c1143d02d','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','17f16063299a13d71107e49a3a035ee2f08f9e161484daecb1f7ed0b2bfd78be','submitted','17f16063299a13d71107e49a3a035ee2f08f9e161484daecb1f7ed0b2bfd78be','b56ecc8fad03b66e98d16fe095ae4ae9189b482b503cec0c7e2f967977bee471','8f79c5aafe0910c2f43201c9e0ced325f6503a8c482d8705e440070d09a7bd37',2,'','');
INSERT INTO "audit" VALUES('small-2017',5,'2017-04-25T09:00:05.000000Z','Officer','reception','receive form','one:220a775eecf40d86','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','55b26bbb49a1fd72ccef594ca145d629bf5c11bef54aaae3c1f9eff753e9a4db','submitted','55b26bbb49a1fd72ccef594ca145d629bf5c11bef54aaae3c1f9eff753e9a4db','8f79c5aafe0910c2f43201c9e0ced325f6503a8c482d8705e440070d09a7bd37','c11ab3319fa138d28521c14cc7c81d92c75ae698d6139ab7579cba71cbff3a3c',2,'','');
INSERT INTO "audit" VALUES('small-2017',6,'2017-04-25T09:00:06.000000Z','Officer','reception','receive form','one:7e0c7847e7309ec2','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','07c2e98b90c0fd587e5848c448ef8410ca48862e28564391409a884a774a4af0','submitted','07c2e98b90c0fd587e5848c448ef8410ca48862e28564391409a884a774a4af0','c11ab3319fa138d28521c14cc7c81d92c75ae698d6139ab7579cba71cbff3a3c','1526248c22712414fdc083845ede5c9297c5f2949b23fce07531330b8175c7f6',2,'','');
INSERT INTO "audit" VALUES('small-2017',7,'2017-04-25T09:00:07.000000Z','Officer','reception','receive monitoring','monitoring','','6a7f52c44b1f8e20619017125d2137d0eb8783bee155e92448a6bcbca662eadd','3 rows','6a7f52c44b1f8e20619017125d2137d0eb8783bee155e92448a6bcbca662eadd','1526248c22712414fdc083845ede5c9297c5f2949b23fce07531330b8175c7f6','c6bf1b4dacf246c3256f895ee1197def92c891816eab223ff9aa5c486f9725c1',2,'','');
INSERT INTO "audit" VALUES('small-2017',8,'2017-04-25T09:00:08.000000Z','Panel','applications','decide','one:e3c1079bc04aeb49','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','4a96c63a6fdcff3d73b6ad38a8fe6bbc9944f1bc9324e0b273401378ad294bd5','eligible','3034856e7ff4e7bc56b6687e0d84346cf7fc9d776f1e59a5e7dfbfd8549da3f1','c6bf1b4dacf246c3256f895ee1197def92c891816eab223ff9aa5c486f9725c1','ee58252fe86b011bc356d3aea4198a2268ed801f0c4605d5171af142f7893f69',2,'','');
INSERT INTO "audit" VALUES('small-2017',9,'2017-04-25T09:00:09.000000Z','Panel','applications','decide','one:bbaabaf517c3e876','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','f620c1bb7bf2ccc884bb6d01098a70650a9cdefd13cefd7abc005e6dd3b1481b','eligible','fdb75f2f3cd03caa17bd156a11b142291c1a7e0421791e4a70f75067a68ea36d','ee58252fe86b011bc356d3aea4198a2268ed801f0c4605d5171af142f7893f69','b3e29515d7f6a9725e2acfe7c26223102a6dc828124657390828e7f4082c898f',2,'','');
INSERT INTO "audit" VALUES('small-2017',10,'2017-04-25T09:00:10.000000Z','Panel','applications','decide','one:d5b0a50c1143d02d','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','0220b8cba59f67fee40d10e368742fbb33f681e5237715d7ea2a92d59407db72','eligible','76b621bb369a47b516e935424c5f27068f50ff109e517e336b6fafc4f28b77b8','b3e29515d7f6a9725e2acfe7c26223102a6dc828124657390828e7f4082c898f','d32ea1a467c24cd8445566a2750f8555196ef9e4a1c25deabd5cd210f0e2919b',2,'','');
INSERT INTO "audit" VALUES('small-2017',11,'2017-04-25T09:00:11.000000Z','Panel','applications','decide','one:220a775eecf40d86','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','716a54805dad3cf22e6ee0036fff0e7d01174897d989ccd07aa5dff1a586ba97','eligible','1bbcc578cd6d16304a1c77735e67bdc40c7f805a4bd1bf78bc535ae0e2faeeba','d32ea1a467c24cd8445566a2750f8555196ef9e4a1c25deabd5cd210f0e2919b','e6751f026243ab791cc034cdb5e9870114786d63bc6b3564115875b8e7453242',2,'','');
INSERT INTO "audit" VALUES('small-2017',12,'2017-04-25T09:00:12.000000Z','Panel','applications','decide','one:7e0c7847e7309ec2','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','b9d3e41877bdd795ca98509f10570a110d7c30d295e5cb2c03efc3f79d450c8e','eligible','73ff564380dc1d642f0ac331fd10fa658c76c30931144c3736a436a2077b7346','e6751f026243ab791cc034cdb5e9870114786d63bc6b3564115875b8e7453242','c0184fd6ff06a0663f226f4295fef8b82d3068ce614f6cd1aa2494d9d2b436ec',2,'','');
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
INSERT INTO "decision" VALUES('small-2017',8,0,'483988c36d63ff31e0597a090c2e3b03','ME-1','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',9,0,'1e92620de01fa314b50769c142070824','ME-2','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',10,0,'e915e1c7f29e36ea94ffaaff9a2aaf95','ME-3','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',11,0,'1ba9b78d53c4c17735063e87dde1d93c','MR-1','mentor','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',12,0,'a806ae1d9729e09afe32755e49889565','MR-2','mentor','eligibility','eligible','','[]',0,0);
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
INSERT INTO "form" VALUES('small-2017',2,0,'93214793ce3119ec15d308c550a224c9','ME-1','mentee','{"@reference":"ME-1","@state":"submitted","@submitted_at":"2017-04-20T11:00:00Z","nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-1","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T11:00:00Z"}');
INSERT INTO "form" VALUES('small-2017',3,0,'6a86a4b221f597b77fa8ca044e93e467','ME-2','mentee','{"@reference":"ME-2","@state":"submitted","@submitted_at":"2017-04-20T11:00:00Z","nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-2","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T11:00:00Z"}');
INSERT INTO "form" VALUES('small-2017',4,0,'46b02fa351e6c5b5d4fe1693b81af1dc','ME-3','mentee','{"@reference":"ME-3","@state":"submitted","@submitted_at":"2017-04-20T11:00:00Z","nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-3","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T11:00:00Z"}');
INSERT INTO "form" VALUES('small-2017',5,0,'41736f7c8c264b51a5eaa8e54eae3e16','MR-1','mentor','{"@reference":"MR-1","@state":"submitted","@submitted_at":"2017-04-20T11:00:00Z","nation":"England","needs":"digital:1","offers":"leadership","reference":"MR-1","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T11:00:00Z"}');
INSERT INTO "form" VALUES('small-2017',6,0,'67b5c783a1cfb8f7f3a685fee7a8da67','MR-2','mentor','{"@reference":"MR-2","@state":"submitted","@submitted_at":"2017-04-20T11:00:00Z","nation":"England","needs":"digital:1","offers":"leadership","reference":"MR-2","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T11:00:00Z"}');
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
CREATE TABLE particulars (
	programme TEXT NOT NULL, 
	seq INTEGER NOT NULL, 
	n INTEGER NOT NULL, 
	salt TEXT NOT NULL, 
	reference TEXT NOT NULL, 
	cells TEXT NOT NULL, 
	PRIMARY KEY (programme, seq, n), 
	CONSTRAINT particulars_audit FOREIGN KEY(programme, seq) REFERENCES audit (programme, seq)
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
INSERT INTO "person" VALUES('small-2017',2,1,'833e56c2a041b2fe47bf131fa71d9f31','ME-1','Name of ME-1','me-1@example.org');
INSERT INTO "person" VALUES('small-2017',3,1,'0288aa1ac7d36efa296a2a75e0b1093a','ME-2','Name of ME-2','me-2@example.org');
INSERT INTO "person" VALUES('small-2017',4,1,'3ef2050df86679e05889d17fb08dbcfb','ME-3','Name of ME-3','me-3@example.org');
INSERT INTO "person" VALUES('small-2017',5,1,'8d74ed14127b734fc41d98d7ab0986cc','MR-1','Name of MR-1','mr-1@example.org');
INSERT INTO "person" VALUES('small-2017',6,1,'4c8a31d1c9e31aa43d6ea239a45137b4','MR-2','Name of MR-2','mr-2@example.org');
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
INSERT INTO "rules" VALUES('small-2017',1,0,'48e612699cbbe3bcb0ef32f30ccc6d64','programme.toml','
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
CREATE INDEX particulars_reference ON particulars (programme, reference);
CREATE TRIGGER particulars_no_update BEFORE UPDATE ON particulars BEGIN SELECT RAISE(ABORT, 'particulars is a ledger: no update'); END;
COMMIT;
