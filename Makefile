# pantidesk: one non-recursive makefile. `make help` lists the targets; V=1 shows the commands; everything made lands in build/.
# CI=true turns warnings into errors (not under sanitizers, whose checks make gcc see null pointers that cannot be); CC=clang, SAN=1 and FUZZ=1 build into folders of their own, so objects never mix.
MAKEFLAGS += --no-builtin-rules
.SUFFIXES:
.DELETE_ON_ERROR:

VERSION := 0.1
PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
DATADIR ?= $(PREFIX)/share
LIBDIR  ?= $(PREFIX)/lib
MANDIR  ?= $(DATADIR)/man
SYSCONFDIR ?= /etc
UNITDIR ?= /lib/systemd/system
SSHUSER ?= panti
SSHDIR  ?= $(SYSCONFDIR)/ssh/sshd_config.d
STATEDIR ?= /var/lib/pantidesk

CC    ?= gcc
ifeq ($(origin CC),default)
CC    := gcc
endif
B     ?= $(if $(findstring clang,$(CC)),build/clang,build)
V     ?= 0
Q     := $(if $(filter 1,$(V)),,@)
say    = @$(if $(filter 1,$(V)),true,printf '  %-7s %s\n' $(1) $(2))

WARN  := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual -Wformat=2 -Wnull-dereference $(if $(CI),$(if $(SAN)$(FUZZ),,-Werror))
HARD  := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
HARDLD:= -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,--as-needed
OPT   ?= -O2 -g
DEFS  := -D_GNU_SOURCE -D_TIME_BITS=64 -D_FILE_OFFSET_BITS=64 -DVERSION='"$(VERSION)"' -DPREFIX_DATADIR='"$(DATADIR)"' -DPREFIX_LIBDIR='"$(LIBDIR)"' -DPREFIX_SYSCONFDIR='"$(SYSCONFDIR)"'
ifeq ($(SAN),1)
B     := build/$(if $(findstring clang,$(CC)),clang-)asan
OPT   := -O1 -g -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined
HARD  := -fPIE
endif
ifeq ($(FUZZ),1)
CC    := $(if $(findstring clang,$(CC)),$(CC),clang)
B     := build/fuzz
OPT   := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined
HARD  := -fPIE
endif
CFLAGS_ALL := -std=c11 $(OPT) $(WARN) $(HARD) $(DEFS) -I. -I$(B)/gen $(CFLAGS)

# --- layers: each an archive; the linker judges who may call whom -------------------------------------------------------
layer  = $(patsubst %.c,$(B)/%.o,$(wildcard $(1)))
BASE   := $(call layer,src/base/*.c)
CONF   := $(call layer,src/conf/*.c)
RULES  := $(call layer,src/rules/*.c)
PRINT  := $(call layer,src/print/*.c)
DB     := $(call layer,db/*.c db/*/*.c) $(B)/gen/schema.o
UI     := $(call layer,screens/ui/*.c)
SCREENS:= $(filter-out $(UI),$(call layer,screens/*.c screens/*/*.c))
COMMAND:= $(call layer,src/command/*.c src/command/*/*.c)

lib_base    := $(B)/libbase.a
lib_conf    := $(B)/libconf.a
lib_rules   := $(B)/librules.a
lib_print   := $(B)/libprint.a
lib_db      := $(B)/libdb.a
lib_ui      := $(B)/libui.a
lib_screens := $(B)/libscreens.a
lib_command := $(B)/libcommand.a

LIBS_BASE   := -lutf8proc
LIBS_CONF   := -lconfig
LIBS_PRINT  := -Wl,--dynamic-list=src/print/module/host.list -ldl
LIBS_MODULE := -lhpdf -lxlsxwriter -lm
LIBS_DB     := -lsqlite3 -lsodium -lcsv
LIBS_UI     := -lpanelw -lncursesw -ltinfo

# what each level of tests may link: nothing above its own layer
LINK_rules  := $(lib_rules) $(lib_base)
LINK_print  := $(lib_print) $(lib_conf) $(LINK_rules)
LINK_db     := $(lib_db) $(LINK_print)
LINK_fault  := $(LINK_db)
LINK_screens:= $(lib_screens) $(lib_ui) $(LINK_db)
LINK_terminal := $(LINK_db)
LINK_bench  := $(LINK_db)
LIBS_rules  := $(LIBS_BASE)
LIBS_print  := $(LIBS_PRINT) $(LIBS_CONF) $(LIBS_rules)
LIBS_db     := $(LIBS_DB) $(LIBS_print)
LIBS_fault  := $(LIBS_db)
LIBS_screens:= $(LIBS_UI) $(LIBS_db)
LIBS_terminal := -lvterm -lutil $(LIBS_db)
LIBS_bench  := $(LIBS_UI) $(LIBS_db)

.PHONY: all man help run test check lint clean install install-ssh po-update sample asan deps FORCE
.DEFAULT_GOAL := all
## all              the program and its messages (the default)
all: $(B)/pantidesk $(B)/pantidesk-print.so $(B)/locale/id/LC_MESSAGES/pantidesk.mo

LINK_main := $(lib_command) $(LINK_screens)
$(B)/pantidesk: $(B)/src/main.o $(LINK_main)
$(B)/pantidesk-test: $(B)/src/main-test.o $(LINK_main)
$(B)/pantidesk $(B)/pantidesk-test:
	$(call say,LINK,$@)
	$(Q)$(CC) $(OPT) $(HARDLD) $(LDFLAGS) -o $@ $^ $(LIBS_screens)

# what needs libharu and libxlsxwriter: loaded on first use (src/print/module.h); it calls back into the program by host.list
MODULE := $(call layer,src/print/module/*.c)
$(MODULE): private PIC := -fPIC
$(B)/pantidesk-print.so: $(MODULE)
	$(call say,LINK,$@)
	$(Q)$(CC) $(OPT) -shared -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,--as-needed $(LDFLAGS) -o $@ $^ $(LIBS_MODULE)
# a test program looks for it beside itself
$(B)/tests/%/pantidesk-print.so: $(B)/pantidesk-print.so
	$(Q)mkdir -p $(@D) && ln -sf ../../pantidesk-print.so $@

# A source file that goes must leave its archive, and other flags must give other objects: both lists are files.
$(B)/flags: FORCE
	$(shell mkdir -p $(@D))$(file >$@.new,$(CFLAGS_ALL))
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi
$(B)/objects: FORCE
	$(shell mkdir -p $(@D))$(file >$@.new,$(BASE) $(CONF) $(RULES) $(PRINT) $(MODULE) $(DB) $(UI) $(SCREENS) $(COMMAND))
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(lib_base): $(BASE)
$(lib_conf): $(CONF)
$(lib_rules): $(RULES)
$(lib_print): $(PRINT)
$(lib_db): $(DB)
$(lib_ui): $(UI)
$(lib_screens): $(SCREENS)
$(lib_command): $(COMMAND)
$(B)/lib%.a: $(B)/objects
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcsD $@ $(filter %.o,$^)

$(B)/%.o: %.c $(B)/flags
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && $(CC) $(CFLAGS_ALL) $(PIC) -MMD -MP -c -o $@ $<
$(B)/src/main-test.o: src/main.c $(B)/flags
	$(call say,CC,$< '(test)')
	$(Q)mkdir -p $(@D) && $(CC) $(CFLAGS_ALL) -DPANTIDESK_TEST -MMD -MP -c -o $@ $<
$(B)/gen/%.o: $(B)/gen/%.c $(B)/flags
	$(Q)$(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<

SCHEMA := $(sort $(wildcard db/schema/*.sql))
$(B)/gen/schema.c: db/schema/embed.awk $(SCHEMA)
	$(call say,GEN,$@)
	$(Q)mkdir -p $(@D) && awk -f db/schema/embed.awk $(SCHEMA) </dev/null >$@

# --- messages --------------------------------------------------------------------------------------------------------------
TEXTS := $(sort $(wildcard src/*.c src/*/*.[ch] src/*/*/*.[ch] src/*/*.def db/*.[ch] db/*/*.[ch] screens/*.[ch] screens/*.def screens/*/*.[ch]))
XGETTEXT := xgettext --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ --no-location --sort-output --omit-header --no-wrap
$(B)/locale/id/LC_MESSAGES/pantidesk.mo: po/id.po
	$(call say,MSGFMT,$@)
	$(Q)mkdir -p $(@D) && msgfmt --check -o $@ $<
$(B)/pantidesk.pot: $(TEXTS) $(B)/objects
	$(Q)mkdir -p $(B) && $(XGETTEXT) -o $@ $(TEXTS)
## po-update        brings new texts of the sources into po/id.po and lists those without Indonesian
po-update: $(B)/pantidesk.pot
	$(Q)msgmerge --quiet --no-fuzzy-matching --no-location --sort-output --no-wrap -o $(B)/id.po po/id.po $(B)/pantidesk.pot && msgattrib --no-obsolete --no-wrap --sort-output -o po/id.po $(B)/id.po
	$(Q)msgattrib --untranslated --no-wrap po/id.po

# --- tests -----------------------------------------------------------------------------------------------------------------
tests_of = $(patsubst %.c,$(B)/%,$(wildcard tests/$(1)/test_*.c))
LEVELS := rules print db screens terminal fault
WITH_PROGRAM := screens terminal fault # levels whose tests start the program itself
TESTS  := $(foreach l,$(LEVELS),$(call tests_of,$(l)))
define level_rule
HELP_$(1) := $$(patsubst %.c,$(B)/%.o,$$(filter-out tests/$(1)/test_% tests/$(1)/demo_%,$$(wildcard tests/$(1)/*.c))) $(if $(filter fault screens terminal,$(1)),$(B)/tests/db/fixture.o) $(if $(filter fault screens,$(1)),$(B)/tests/db/cases.o $(B)/tests/db/story.o) $(if $(filter screens,$(1)),$(B)/tests/db/money.o) $(if $(filter db,$(1)),$(B)/tests/bench/generate.o)
$(B)/tests/$(1)/test_%: $(B)/tests/$(1)/test_%.o $$(HELP_$(1)) $$(LINK_$(1)) $(if $(filter rules,$(1)),,| $(B)/tests/$(1)/pantidesk-print.so)
	$$(call say,LINK,$$@)
	$$(Q)$$(CC) $$(OPT) $$(LDFLAGS) $(if $(SAN),,-pie) -o $$@ $$^ -lcmocka $$(LIBS_$(1))
.PHONY: test-$(1)
test-$(1): $$(call tests_of,$(1)) $(B)/locale/id/LC_MESSAGES/pantidesk.mo $(if $(filter $(1),$(WITH_PROGRAM)),$(B)/pantidesk $(B)/pantidesk-test)
	$$(Q)B=$(B) sh tests/run $$(call tests_of,$(1))
endef
$(foreach l,$(LEVELS),$(eval $(call level_rule,$(l))))
# programs that terminal tests drive: tests/terminal/demo_*.c, linked as a screen is
$(B)/tests/terminal/demo_%: $(B)/tests/terminal/demo_%.o $(LINK_screens)
	$(call say,LINK,$@)
	$(Q)$(CC) $(OPT) $(LDFLAGS) $(if $(SAN),,-pie) -o $@ $^ $(LIBS_screens)
$(B)/tests/terminal/test_tighten: $(B)/screens/ui/term_tighten.o
$(B)/tests/terminal/test_terminal_ui: | $(B)/tests/terminal/demo_ui
.SECONDARY:

## test             sets the machine up (packages), builds, runs every test and lint
test:
	$(Q)sh conf/deps --tests
	$(Q)$(MAKE) --no-print-directory check
## check            the same without looking at the packages
check: all $(B)/pantidesk-test $(TESTS) lint
	$(Q)B=$(B) sh tests/run $(TESTS)
## test-LEVEL       one level: rules, print, db, screens, terminal, fault
## asan             every test under AddressSanitizer and UBSan
asan:
	$(Q)$(MAKE) --no-print-directory SAN=1 check
## lint             what the compiler cannot see: layers, banned calls, globals, file sizes, translations
lint: $(BASE) $(CONF) $(RULES) $(PRINT) $(MODULE) $(DB) $(UI) $(SCREENS) $(COMMAND) $(B)/src/main.o $(B)/pantidesk.pot
	$(Q)B=$(B) sh tests/lint

# --- measuring (DESIGN.md 6): the floors are small programs; the databases are made once and kept in build/bench ------------------
BENCH := $(B)/tests/bench
$(BENCH)/minlist: private FLOOR := -lncursesw -ltinfo
$(BENCH)/minsql: private FLOOR := -lncursesw -ltinfo -lsqlite3
$(BENCH)/minlist $(BENCH)/minsql: %: %.o
	$(call say,LINK,$@)
	$(Q)$(CC) $(OPT) $(HARDLD) $(LDFLAGS) -o $@ $^ $(FLOOR)
$(BENCH)/bench: $(patsubst %.c,$(B)/%.o,$(filter-out tests/bench/min%,$(wildcard tests/bench/*.c))) $(LINK_bench)
	$(call say,LINK,$@)
	$(Q)$(CC) $(OPT) $(LDFLAGS) $(if $(SAN),,-pie) -o $@ $^ -lutil $(LIBS_bench)
.PHONY: bench bench-short
## bench            the budget of DESIGN.md on 500,000 generated residents, as ratios to small programs (minutes)
bench: all $(BENCH)/bench $(BENCH)/minlist $(BENCH)/minsql
	$(Q)B=$(B) $(BENCH)/bench
## bench-short      the same on 10,000, without valgrind: does it still run (half a minute)
bench-short: all $(BENCH)/bench $(BENCH)/minlist $(BENCH)/minsql
	$(Q)B=$(B) $(BENCH)/bench --quick

# Fuzzing builds with clang into a folder of its own; each program keeps what it found under build/fuzz/corpus.
FUZZERS := $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/fuzz_*.c))
.PHONY: fuzz-short fuzz-run
## fuzz-short       every fuzzer, 30 seconds in all
fuzz-short:
	$(Q)$(MAKE) --no-print-directory FUZZ=1 fuzz-run
fuzz-run: $(FUZZERS)
	$(Q)for f in $(FUZZERS); do c=build/fuzz/corpus/$${f##*/}; mkdir -p $$c && printf '  %-7s %s\n' FUZZ $$f && \
		$$f -max_total_time=$$((30 / $(or $(words $(FUZZERS)),1))) -verbosity=0 -artifact_prefix=$$c- $$c || exit 1; done
$(B)/tests/fuzz/fuzz_%: $(B)/tests/fuzz/fuzz_%.o $(LINK_db)
	$(call say,LINK,$@)
	$(Q)$(CC) $(OPT) -fsanitize=fuzzer $(LDFLAGS) -o $@ $^ $(LIBS_db)

## sample           writes conf/pantidesk.conf from the table of keys
sample: $(B)/tests/print/test_conf
	$(Q)$< --sample >conf/pantidesk.conf
## deps             installs the packages that are missing (Debian, Ubuntu)
deps:
	$(Q)sh conf/deps
## run              the desk with an invented panti; without a terminal its monthly report
run: deps
	$(Q)$(MAKE) --no-print-directory all
	$(Q)sh conf/run-demo $(B)/pantidesk
## install          into DESTDIR and PREFIX (/usr/local): program, messages, man page, sample settings, region codes
install: all man
	install -D -m 755 $(B)/pantidesk $(DESTDIR)$(BINDIR)/pantidesk
	install -D -m 644 $(B)/pantidesk-print.so $(DESTDIR)$(LIBDIR)/pantidesk/pantidesk-print.so
	install -D -m 644 $(B)/locale/id/LC_MESSAGES/pantidesk.mo $(DESTDIR)$(DATADIR)/locale/id/LC_MESSAGES/pantidesk.mo
	install -D -m 644 conf/pantidesk.conf $(DESTDIR)$(DATADIR)/doc/pantidesk/pantidesk.conf
	install -D -m 644 conf/windows/ambil.bat $(DESTDIR)$(DATADIR)/doc/pantidesk/ambil.bat
	install -d $(DESTDIR)$(DATADIR)/pantidesk/region
	install -m 644 $(wildcard conf/region/*) $(DESTDIR)$(DATADIR)/pantidesk/region
	install -D -m 644 $(B)/man/en.1 $(DESTDIR)$(MANDIR)/man1/pantidesk.1
	install -D -m 644 $(B)/man/id.1 $(DESTDIR)$(MANDIR)/id/man1/pantidesk.1
	install -D -m 644 doc/panduan.md $(DESTDIR)$(DATADIR)/doc/pantidesk/panduan.md
	install -D -m 644 conf/systemd/pantidesk-backup.service $(DESTDIR)$(UNITDIR)/pantidesk-backup.service
	install -D -m 644 conf/systemd/pantidesk-backup.timer $(DESTDIR)$(UNITDIR)/pantidesk-backup.timer
## install-ssh      the way in over SSH (README): settings of sshd, an empty key file, and without DESTDIR the account SSHUSER (panti)
install-ssh:
	install -d -m 755 $(DESTDIR)$(SYSCONFDIR)/pantidesk $(DESTDIR)$(SSHDIR)
	test -e $(DESTDIR)$(SYSCONFDIR)/pantidesk/keys || install -m 644 /dev/null $(DESTDIR)$(SYSCONFDIR)/pantidesk/keys
	sed -e 's|^Match User panti$$|Match User $(SSHUSER)|' -e 's|^\([^#]* \)/usr/local/bin/|\1$(BINDIR)/|' -e 's|^\([^#]* \)/etc/pantidesk/|\1$(SYSCONFDIR)/pantidesk/|' conf/sshd/pantidesk.conf >$(DESTDIR)$(SSHDIR)/pantidesk.conf.new
	chmod 644 $(DESTDIR)$(SSHDIR)/pantidesk.conf.new
	mv -f $(DESTDIR)$(SSHDIR)/pantidesk.conf.new $(DESTDIR)$(SSHDIR)/pantidesk.conf
ifeq ($(DESTDIR),)
	getent passwd $(SSHUSER) >/dev/null || useradd --system --user-group --home-dir $(STATEDIR) --shell /bin/sh --password '*' --comment pantidesk $(SSHUSER)
	install -d -m 700 -o $(SSHUSER) -g $(SSHUSER) $(STATEDIR)
	@echo 'Now: sshd -t && systemctl reload ssh; then pantidesk key add NAME < key.pub, and pantidesk doctor.'
endif
## man              the manual pages, made from the program's own tables
man: $(B)/man/en.1 $(B)/man/id.1
$(B)/man/%.1: $(B)/pantidesk $(B)/locale/id/LC_MESSAGES/pantidesk.mo
	$(call say,MAN,$@)
	$(Q)mkdir -p $(@D) && $(B)/pantidesk --lang $* man >$@
## clean            removes build/
clean:
	rm -rf build
## help             this list
help:
	@sed -n 's/^## /  make /p' $(MAKEFILE_LIST)
	@echo '  Variables: CC=clang  V=1 (show commands)  CI=true (-Werror)  SAN=1 (sanitizers)  PREFIX  DESTDIR  CFLAGS  LDFLAGS'

# The folders of other compilers lie within build/: their dependencies are none of ours.
-include $(shell find $(B) -name '*.d' $(if $(filter build,$(B)),-not -path 'build/asan/*' -not -path 'build/clang*' -not -path 'build/fuzz/*') 2>/dev/null)
