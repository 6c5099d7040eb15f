/* Picks the command or the desk. */
#include "screens/desk.h"
#include "src/base/process.h"
#include "src/command/command.h"

#ifdef PANTIDESK_TEST
#define TEST_BUILD true /* --today on every database; nothing else differs */
#else
#define TEST_BUILD false
#endif

static int desk(struct invocation *in)
{
	struct desk_options o = { .conf = in->conf, .db_path = in->db_path, .as = in->as, .panti = in->panti, .folder = in->folder, .theme = in->theme, .demo_login = in->ask };
	return desk_run(&o);
}

int main(int argc, char **argv)
{
	process_harden();
	return command_main(argc, argv, TEST_BUILD, desk);
}
