# pantidesk: one non-recursive makefile. `make help` lists the targets; V=1 shows the commands; everything made lands in build/.
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

CC    ?= gcc
ifeq ($(origin CC),default)
CC    := gcc
endif
B     ?= build
V     ?= 0
Q     := $(if $(filter 1,$(V)),,@)
say    = @$(if $(filter 1,$(V)),true,printf '  %-7s %s\n' $(1) $(2))

WARN  := -Wall -Wextra -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wcast-qual -Wformat=2 -Wnull-dereference $(if $(CI),-Werror)
HARD  := -D_FORTIFY_SOURCE=2 -fstack-protector-strong -fPIE
HARDLD:= -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,--as-needed
OPT   ?= -O2 -g
DEFS  := -D_GNU_SOURCE -D_TIME_BITS=64 -D_FILE_OFFSET_BITS=64 -DVERSION='"$(VERSION)"' -DPREFIX_DATADIR='"$(DATADIR)"' -DPREFIX_LIBDIR='"$(LIBDIR)"' -DPREFIX_SYSCONFDIR='"$(SYSCONFDIR)"'
ifeq ($(SAN),1)
B     := build/asan
OPT   := -O1 -g -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined
HARD  := -fPIE
endif
CFLAGS_ALL := -std=c11 $(OPT) $(WARN) $(HARD) $(DEFS) -I. -I$(B)/gen $(CFLAGS)

# --- layers: each an archive; the linker judges who may call whom -------------------------------------------------------
layer  = $(patsubst %.c,$(B)/%.o,$(wildcard $(1)))
BASE   := $(call layer,src/base/*.c)
CONF   := $(call layer,src/conf/*.c)
RULES  := $(call layer,src/rules/*.c)
PRINT  := $(call layer,src/print/*.c)
DB     := $(call layer,db/*.c) $(B)/gen/schema.o
UI     := $(call layer,screens/ui/*.c)
SCREENS:= $(call layer,screens/*.c)
COMMAND:= $(call layer,src/command/*.c)

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

.PHONY: all help run test check lint clean install pot po-update asan deps bench
all: $(if $(wildcard src/main.c),$(B)/pantidesk,$(lib_base)) $(B)/pantidesk-print.so $(B)/locale/id/LC_MESSAGES/pantidesk.mo

LINK_main := $(lib_command) $(LINK_screens)
$(B)/pantidesk: $(B)/src/main.o $(LINK_main)
$(B)/pantidesk-test: $(B)/src/main-test.o $(LINK_main)
$(B)/pantidesk $(B)/pantidesk-test:
	$(call say,LINK,$@)
	$(Q)$(CC) $(OPT) $(HARDLD) $(LDFLAGS) -o $@ $^ $(LIBS_screens)

# what needs libharu and libxlsxwriter: loaded on first use (src/print/module.h); it calls back into the program by host.list
MODULE := $(call layer,src/print/module/*.c)
$(MODULE): HARD += -fPIC
$(B)/pantidesk-print.so: $(MODULE)
	$(call say,LINK,$@)
	$(Q)$(CC) $(OPT) -shared -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,--as-needed $(LDFLAGS) -o $@ $^ $(LIBS_MODULE)
# a test program looks for it beside itself
$(B)/tests/%/pantidesk-print.so: $(B)/pantidesk-print.so
	$(Q)mkdir -p $(@D) && ln -sf ../../pantidesk-print.so $@

$(lib_base): $(BASE)
$(lib_conf): $(CONF)
$(lib_rules): $(RULES)
$(lib_print): $(PRINT)
$(lib_db): $(DB)
$(lib_ui): $(UI)
$(lib_screens): $(SCREENS)
$(lib_command): $(COMMAND)
$(B)/lib%.a:
	$(call say,AR,$@)
	$(Q)rm -f $@ && ar rcsD $@ $^

$(B)/%.o: %.c
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D) && $(CC) $(CFLAGS_ALL) -MMD -MP -c -o $@ $<
$(B)/src/main-test.o: src/main.c
	$(call say,CC,$< '(test)')
	$(Q)mkdir -p $(@D) && $(CC) $(CFLAGS_ALL) -DPANTIDESK_TEST -MMD -MP -c -o $@ $<
$(B)/gen/%.o: $(B)/gen/%.c
	$(Q)$(CC) $(CFLAGS_ALL) -c -o $@ $<

SCHEMA := $(sort $(wildcard db/schema/*.sql))
$(B)/gen/schema.c: db/schema/embed.awk $(SCHEMA)
	$(call say,GEN,$@)
	$(Q)mkdir -p $(@D) && awk -f db/schema/embed.awk $(SCHEMA) </dev/null >$@

# --- messages --------------------------------------------------------------------------------------------------------------
TEXTS := $(sort $(wildcard src/*.c src/*/*.[ch] src/*/*/*.[ch] src/*/*.def db/*.[ch] db/*.def screens/*.[ch] screens/*.def screens/ui/*.[ch]))
XGETTEXT := xgettext --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ --no-location --sort-output --omit-header --no-wrap
$(B)/locale/id/LC_MESSAGES/pantidesk.mo: po/id.po
	$(call say,MSGFMT,$@)
	$(Q)mkdir -p $(@D) && msgfmt --check -o $@ $<
# po-update: new texts of the sources go into po/id.po, untranslated ones are listed for translation
po-update:
	$(Q)mkdir -p $(B) && $(XGETTEXT) -o $(B)/pantidesk.pot $(TEXTS)
	$(Q)msgmerge --quiet --no-fuzzy-matching --no-location --sort-output --no-wrap -o $(B)/id.po po/id.po $(B)/pantidesk.pot && msgattrib --no-obsolete --no-wrap --sort-output -o po/id.po $(B)/id.po
	$(Q)msgattrib --untranslated --no-wrap po/id.po

# --- tests -----------------------------------------------------------------------------------------------------------------
tests_of = $(patsubst %.c,$(B)/%,$(wildcard tests/$(1)/test_*.c))
LEVELS := rules print db screens terminal fault
TESTS  := $(foreach l,$(LEVELS),$(call tests_of,$(l)))
define level_rule
HELP_$(1) := $$(patsubst %.c,$(B)/%.o,$$(filter-out tests/$(1)/test_%,$$(wildcard tests/$(1)/*.c)))
$(B)/tests/$(1)/test_%: $(B)/tests/$(1)/test_%.o $$(HELP_$(1)) $$(LINK_$(1)) $(if $(filter rules,$(1)),,| $(B)/tests/$(1)/pantidesk-print.so)
	$$(call say,LINK,$$@)
	$$(Q)$$(CC) $$(OPT) $$(LDFLAGS) $(if $(SAN),,-pie) -o $$@ $$^ -lcmocka $$(LIBS_$(1))
.PHONY: test-$(1)
test-$(1): $$(call tests_of,$(1)) all $(B)/pantidesk-test
	$$(Q)B=$(B) sh tests/run $$(call tests_of,$(1))
endef
$(foreach l,$(LEVELS),$(eval $(call level_rule,$(l))))
.SECONDARY:

# `test` sets the machine up first; `check` assumes it is
test: deps
	$(Q)$(MAKE) --no-print-directory check
check: all $(B)/pantidesk-test $(TESTS) lint
	$(Q)B=$(B) sh tests/run $(TESTS)
asan:
	$(Q)$(MAKE) --no-print-directory SAN=1 check

deps:
	$(Q)sh conf/deps
run: deps
	$(Q)$(MAKE) --no-print-directory all
	$(Q)sh conf/run-demo $(B)/pantidesk
lint:
	$(Q)sh tests/lint
clean:
	rm -rf build

-include $(shell find $(B) -name '*.d' 2>/dev/null)
