/* Picks the command or the desk. */
#include <stdio.h>

int main(void)
{
	printf("pantidesk " VERSION "\n");
	return 0;
}
