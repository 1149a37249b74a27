BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('1');
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
INSERT INTO "answers" VALUES('small-2017',7,0,'853557d48ffb7e6b5ec80834755e74bf','ME-1','{"gender":"woman","reference":"ME-1"}');
INSERT INTO "answers" VALUES('small-2017',7,1,'51b92a76aaf3bc85759bf23526268f45','ME-2','{"gender":"man","reference":"ME-2"}');
INSERT INTO "answers" VALUES('small-2017',7,2,'10811f7a7f2117ea3291ffaf402746da','ME-3','{"gender":"woman","reference":"ME-3"}');
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
	digest TEXT NOT NULL, 
	PRIMARY KEY (programme, seq)
);
INSERT INTO "audit" VALUES('small-2017',1,'2017-04-25T09:00:01.000000Z','Officer','applications','set rules','small-2017','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','a60ee417b7fc6a9be26f0cef7653a3269a3b4aa050509171b99cc3a11ab101d1','new programme','a60ee417b7fc6a9be26f0cef7653a3269a3b4aa050509171b99cc3a11ab101d1','0000000000000000000000000000000000000000000000000000000000000000','6c69cca1472dfac716740f2908b99cb64f338e77bf86c5eb152954b4070b6b17');
INSERT INTO "audit" VALUES('small-2017',2,'2017-04-25T09:00:02.000000Z','Officer','reception','receive form','ME-1','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','04f4787e9e47ed104fba38ab9930a3d6537b7337ee899359634de355aec0f131','submitted','04f4787e9e47ed104fba38ab9930a3d6537b7337ee899359634de355aec0f131','6c69cca1472dfac716740f2908b99cb64f338e77bf86c5eb152954b4070b6b17','7690aadd546acfc4369dbae8d30dc14a022b2d2796844797570dd48d84226355');
INSERT INTO "audit" VALUES('small-2017',3,'2017-04-25T09:00:03.000000Z','Officer','reception','receive form','ME-2','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','31800951a519a6404534f3fd6cc70fffed4734b45021d4c7b0388180f63ddca5','submitted','31800951a519a6404534f3fd6cc70fffed4734b45021d4c7b0388180f63ddca5','7690aadd546acfc4369dbae8d30dc14a022b2d2796844797570dd48d84226355','7fe2710073af5aa4dba9915cf1b86c86aadfae059bb1a5dd0c8cb53c1fd4669b');
INSERT INTO "audit" VALUES('small-2017',4,'2017-04-25T09:00:04.000000Z','Officer','reception','receive form','ME-3','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','5ff62c6715b6c1d6192806a13b153f81cb001cc587380e29ba5f94fb4e274516','submitted','5ff62c6715b6c1d6192806a13b153f81cb001cc587380e29ba5f94fb4e274516','7fe2710073af5aa4dba9915cf1b86c86aadfae059bb1a5dd0c8cb53c1fd4669b','c9af564dd19bd91bfc452ce5a033f57453eac5997567eecae343cad56a449b64');
INSERT INTO "audit" VALUES('small-2017',5,'2017-04-25T09:00:05.000000Z','Officer','reception','receive form','MR-1','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','aa2621e324381a268ad67f4a533e307386c7a9b049af57f13c7be9a94797e7cc','submitted','aa2621e324381a268ad67f4a533e307386c7a9b049af57f13c7be9a94797e7cc','c9af564dd19bd91bfc452ce5a033f57453eac5997567eecae343cad56a449b64','532f3df2b729c2d0ee3e3ae24d924aa201b45c3ca01d163b5677eb4458f34fd2');
INSERT INTO "audit" VALUES('small-2017',6,'2017-04-25T09:00:06.000000Z','Officer','reception','receive form','MR-2','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','983e8950ffb77cb16257161d8cf378ae9a39a4ecca2f89a1fdca72751e609cc5','submitted','983e8950ffb77cb16257161d8cf378ae9a39a4ecca2f89a1fdca72751e609cc5','532f3df2b729c2d0ee3e3ae24d924aa201b45c3ca01d163b5677eb4458f34fd2','d891d2a0d18a5c71ff2ba06867ed16e165cb801f7286aba2c67ee26dabadffec');
INSERT INTO "audit" VALUES('small-2017',7,'2017-04-25T09:00:07.000000Z','Officer','reception','receive monitoring','monitoring','','77ad3d171ad5c7e4297b1e493bd22de970f18100b73c408b204bd8332b8e5e76','3 rows','77ad3d171ad5c7e4297b1e493bd22de970f18100b73c408b204bd8332b8e5e76','d891d2a0d18a5c71ff2ba06867ed16e165cb801f7286aba2c67ee26dabadffec','d157a6a457b774a5ed81b5083322b7583c3df5f752c64e47b4e47889826970d6');
INSERT INTO "audit" VALUES('small-2017',8,'2017-04-25T09:00:08.000000Z','Panel','applications','decide','ME-1','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','dc969a812372ef189ef913969b4f1475c6128edf5eeabfc8de8e11b9297354a1','eligible','ae4070e1793b4c5edf9ec6dc4c1a0e51832d011a5c97ec1cd2eac95c64e929e6','d157a6a457b774a5ed81b5083322b7583c3df5f752c64e47b4e47889826970d6','511c067a4466fcf6a829e02e4ee2682969c8ee38d12ee710fd9cca72290d1c9b');
INSERT INTO "audit" VALUES('small-2017',9,'2017-04-25T09:00:09.000000Z','Panel','applications','decide','ME-2','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','dc969a812372ef189ef913969b4f1475c6128edf5eeabfc8de8e11b9297354a1','eligible','bcf212017ec39c952441cf268a5e2869da9a12ee3cb6ab4bf94aaf1241552ed2','511c067a4466fcf6a829e02e4ee2682969c8ee38d12ee710fd9cca72290d1c9b','e306d67068640082d5ba01b5584aae084ccd56be9ae0f426e5db36440cd09ca7');
INSERT INTO "audit" VALUES('small-2017',10,'2017-04-25T09:00:10.000000Z','Panel','applications','decide','ME-3','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','dc969a812372ef189ef913969b4f1475c6128edf5eeabfc8de8e11b9297354a1','eligible','526b483c25c20ae5be600225dd7d8299044236a7a21f4057a9e0cdb951c50853','e306d67068640082d5ba01b5584aae084ccd56be9ae0f426e5db36440cd09ca7','3e502ed0a88385deb5afc619d846fb6a00ca7b767953051d5c9e088e80e3b972');
INSERT INTO "audit" VALUES('small-2017',11,'2017-04-25T09:00:11.000000Z','Panel','applications','decide','MR-1','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','dc969a812372ef189ef913969b4f1475c6128edf5eeabfc8de8e11b9297354a1','eligible','24e921097359002d22e278890bd12de721fede5ca3a4586de3d688571d539de9','3e502ed0a88385deb5afc619d846fb6a00ca7b767953051d5c9e088e80e3b972','4bc2bfe5c6e212a1c1b5ab1ed057e78a1f5ec95a9a798d061113f0a0d6480e57');
INSERT INTO "audit" VALUES('small-2017',12,'2017-04-25T09:00:12.000000Z','Panel','applications','decide','MR-2','2117426ab91b1911a8eb62fb8001197d3aea6e404d3d058a925d34064b97972c','dc969a812372ef189ef913969b4f1475c6128edf5eeabfc8de8e11b9297354a1','eligible','b3c693a6171e7ad604a08eefec144aa3481330f5b7c1ce56cbc3a8531ef79177','4bc2bfe5c6e212a1c1b5ab1ed057e78a1f5ec95a9a798d061113f0a0d6480e57','f074a17df15ddfa83c4cddf5ad57fba77cbcb66a2e231330a39cf2d4821d5602');
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
INSERT INTO "decision" VALUES('small-2017',8,0,'461db47d1b90f7523bf93c5e2cbbeec1','ME-1','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',9,0,'7c19721b341da22f1642cbbc660efc04','ME-2','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',10,0,'b5f97b18cc58f88ca0aa8d228d1737c9','ME-3','mentee','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',11,0,'abf5e133d49f6d20178ccf4070c0054c','MR-1','mentor','eligibility','eligible','','[]',0,0);
INSERT INTO "decision" VALUES('small-2017',12,0,'f130e2731808a1f0740ae4029a1cd6fb','MR-2','mentor','eligibility','eligible','','[]',0,0);
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
INSERT INTO "form" VALUES('small-2017',2,0,'135f537f7f128fb81c7c761e38697298','ME-1','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-1","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',3,0,'30fde8282aa777f7cc9221ff1e4bcb48','ME-2','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-2","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',4,0,'a1f11936ec096f225eb8486387dc6ef4','ME-3','mentee','{"nation":"England","needs":"leadership:1","offers":"digital","reference":"ME-3","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',5,0,'aba44c3e80ef52c9f61a02256708f096','MR-1','mentor','{"nation":"England","needs":"digital:1","offers":"leadership","reference":"MR-1","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
INSERT INTO "form" VALUES('small-2017',6,0,'25f80a20a3fdd90b22f272bcb0bb0516','MR-2','mentor','{"nation":"England","needs":"digital:1","offers":"leadership","reference":"MR-2","slots":"tue-pm","state":"submitted","submitted_at":"2017-04-20T12:00"}');
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
INSERT INTO "person" VALUES('small-2017',2,1,'829676c53287d41386f5bc7a0d959e37','ME-1','Name of ME-1','me-1@example.org');
INSERT INTO "person" VALUES('small-2017',3,1,'95f28ab10265ac40ebc204fb030606af','ME-2','Name of ME-2','me-2@example.org');
INSERT INTO "person" VALUES('small-2017',4,1,'fa1fce6a4cee70a3f042c8c6b1d0efb6','ME-3','Name of ME-3','me-3@example.org');
INSERT INTO "person" VALUES('small-2017',5,1,'5c66943cf6b992e998ccd70139848130','MR-1','Name of MR-1','mr-1@example.org');
INSERT INTO "person" VALUES('small-2017',6,1,'797e19d1ab5411b81f0883926d453d57','MR-2','Name of MR-2','mr-2@example.org');
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
INSERT INTO "rules" VALUES('small-2017',1,0,'92242b0a21b259e2e0b83383a693a0b7','programme.toml','
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
COMMIT;
