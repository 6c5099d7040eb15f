#include "src/rules/indicator.h"
#include "src/base/i18n.h"
#include "src/rules/codes.h"

/* DOMAIN.md 7: 2 for toddlers, 2 shared by neglected and street children, 1 each of their own, 4 ABH, 1 disability, 2 AMPK. */
const struct indicator indicators[] = {
	{ "balita_keluarga", "balita_terlantar", N_("The family cares for the toddler and protects it.") },
	{ "balita_mengemis", "balita_terlantar", N_("The toddler is not used for begging.") },
	{ "anak_keluarga", "anak_terlantar|anak_jalanan", N_("The family cares for the child and protects it.") },
	{ "anak_mengemis", "anak_terlantar|anak_jalanan", N_("The child is not used for begging.") },
	{ "jalanan_kembali", "anak_jalanan", N_("The child no longer earns on the street and is back at school, in the family or in training.") },
	{ "terlantar_diasuh", "anak_terlantar", N_("The child is in the care of the family or in alternative care.") },
	{ "abh_tidak_mengulang", "abh", N_("The child has not offended again.") },
	{ "abh_kembali", "abh", N_("The child in contact with the law is back at school, in the family or in training.") },
	{ "abh_perilaku", "abh", N_("The child's behaviour has turned positive.") },
	{ "abh_keluarga", "abh", N_("The family cares for the child and protects it, above all after diversion.") },
	{ "disabilitas_keluarga", "disabilitas", N_("The family cares for the child with a disability and protects it.") },
	{ "ampk_keluarga", "ampk", N_("The family cares for the child in special protection and protects it.") },
	{ "ampk_perubahan", "ampk", N_("The child shows positive change after emergency or harm, and its basic rights are met.") },
};
const size_t indicators_count = COUNT(indicators);

bool indicator_applies(const char *for_clusters, const char *clusters)
{
	char one[64];
	while (codes_next(&for_clusters, one, sizeof one))
		if (codes_have(clusters, one))
			return true;
	return false;
}

bool indicator_score_known(const char *score)
{
	return code_find("score", score) != NULL;
}
