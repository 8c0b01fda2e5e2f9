import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0008_image_history"),
        ("quizzes", "0005_history"),
    ]

    operations = [
        migrations.CreateModel(
            name="ModuleWithContent",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("courses.module",),
        ),
        migrations.CreateModel(
            name="SectionOfModule",
            fields=[],
            options={
                "proxy": True,
                "default_permissions": (),
                "indexes": [],
                "constraints": [],
            },
            bases=("courses.lesson",),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="question",
            trigger=pgtrigger.compiler.Trigger(
                name="published_module_has_content",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true); a_module BIGINT;",
                    func="\n            IF OLD.retired_at IS NOT NULL OR OLD.is_draft THEN\n                RETURN NULL;\n            END IF;\n            a_module := (SELECT module_id FROM quizzes_quiz WHERE id = OLD.quiz_id);\n            PERFORM 1 FROM courses_module\n            WHERE id = a_module AND is_published FOR NO KEY UPDATE;\n            IF NOT FOUND THEN\n                RETURN NULL;\n            END IF;\n            \n    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN\n        RAISE EXCEPTION 'This is changed at the isolation READ COMMITTED only.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_read_committed';\n    END IF;\n\n            IF EXISTS (\n    SELECT module.id FROM courses_module AS module\n    WHERE module.id = a_module AND module.is_published\n    AND NOT EXISTS (SELECT 1 FROM courses_lesson WHERE module_id = module.id)\n    AND NOT EXISTS (\n        SELECT 1 FROM quizzes_question AS question\n        JOIN quizzes_quiz AS quiz ON quiz.id = question.quiz_id\n        WHERE quiz.module_id = module.id\n        AND question.retired_at IS NULL AND NOT question.is_draft\n    )\n) THEN\n                RAISE EXCEPTION 'A published module keeps a section or a question that is asked: take the module back before you remove the last.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'published_module_has_content';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="e58cd8608df17d9f52cdd442ba55797e019c4db8",
                    operation='DELETE OR UPDATE OF "retired_at", "is_draft"',
                    pgid="pgtrigger_published_module_has_content_002fd",
                    table="quizzes_question",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="quiz",
            trigger=pgtrigger.compiler.Trigger(
                name="published_module_has_content",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true); a_module BIGINT;",
                    func="\n            IF TG_OP = 'UPDATE' AND OLD.module_id = NEW.module_id THEN\n                RETURN NULL;\n            END IF;\n            a_module := (OLD.module_id);\n            PERFORM 1 FROM courses_module\n            WHERE id = a_module AND is_published FOR NO KEY UPDATE;\n            IF NOT FOUND THEN\n                RETURN NULL;\n            END IF;\n            \n    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN\n        RAISE EXCEPTION 'This is changed at the isolation READ COMMITTED only.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_read_committed';\n    END IF;\n\n            IF EXISTS (\n    SELECT module.id FROM courses_module AS module\n    WHERE module.id = a_module AND module.is_published\n    AND NOT EXISTS (SELECT 1 FROM courses_lesson WHERE module_id = module.id)\n    AND NOT EXISTS (\n        SELECT 1 FROM quizzes_question AS question\n        JOIN quizzes_quiz AS quiz ON quiz.id = question.quiz_id\n        WHERE quiz.module_id = module.id\n        AND question.retired_at IS NULL AND NOT question.is_draft\n    )\n) THEN\n                RAISE EXCEPTION 'A published module keeps a section or a question that is asked: take the module back before you remove the last.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'published_module_has_content';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="9b53b34400bee09e868df004b75c5f5658d019a0",
                    operation='DELETE OR UPDATE OF "module_id"',
                    pgid="pgtrigger_published_module_has_content_4372a",
                    table="quizzes_quiz",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="modulewithcontent",
            trigger=pgtrigger.compiler.Trigger(
                name="published_module_has_content",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true); a_module BIGINT;",
                    func="\n            IF TG_OP = 'UPDATE' AND OLD.is_published THEN\n                RETURN NULL;\n            END IF;\n            a_module := (NEW.id);\n            PERFORM 1 FROM courses_module\n            WHERE id = a_module AND is_published FOR NO KEY UPDATE;\n            IF NOT FOUND THEN\n                RETURN NULL;\n            END IF;\n            \n    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN\n        RAISE EXCEPTION 'This is changed at the isolation READ COMMITTED only.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_read_committed';\n    END IF;\n\n            IF EXISTS (\n    SELECT module.id FROM courses_module AS module\n    WHERE module.id = a_module AND module.is_published\n    AND NOT EXISTS (SELECT 1 FROM courses_lesson WHERE module_id = module.id)\n    AND NOT EXISTS (\n        SELECT 1 FROM quizzes_question AS question\n        JOIN quizzes_quiz AS quiz ON quiz.id = question.quiz_id\n        WHERE quiz.module_id = module.id\n        AND question.retired_at IS NULL AND NOT question.is_draft\n    )\n) THEN\n                RAISE EXCEPTION 'A published module keeps a section or a question that is asked: take the module back before you remove the last.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'published_module_has_content';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="562fdd1be639cbfec2686e9e19cc9b99d5c3c2e7",
                    operation='INSERT OR UPDATE OF "is_published"',
                    pgid="pgtrigger_published_module_has_content_6d090",
                    table="courses_module",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sectionofmodule",
            trigger=pgtrigger.compiler.Trigger(
                name="published_module_has_content",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE never_ignored TEXT := set_config('pgtrigger.ignore', '{}', true); own_tables TEXT := set_config('search_path', quote_ident(TG_TABLE_SCHEMA) || ', pg_temp', true); a_module BIGINT;",
                    func="\n            IF TG_OP = 'UPDATE' AND OLD.module_id = NEW.module_id THEN\n                RETURN NULL;\n            END IF;\n            a_module := (OLD.module_id);\n            PERFORM 1 FROM courses_module\n            WHERE id = a_module AND is_published FOR NO KEY UPDATE;\n            IF NOT FOUND THEN\n                RETURN NULL;\n            END IF;\n            \n    IF current_setting('transaction_isolation') NOT IN ('read committed', 'read uncommitted') THEN\n        RAISE EXCEPTION 'This is changed at the isolation READ COMMITTED only.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_read_committed';\n    END IF;\n\n            IF EXISTS (\n    SELECT module.id FROM courses_module AS module\n    WHERE module.id = a_module AND module.is_published\n    AND NOT EXISTS (SELECT 1 FROM courses_lesson WHERE module_id = module.id)\n    AND NOT EXISTS (\n        SELECT 1 FROM quizzes_question AS question\n        JOIN quizzes_quiz AS quiz ON quiz.id = question.quiz_id\n        WHERE quiz.module_id = module.id\n        AND question.retired_at IS NULL AND NOT question.is_draft\n    )\n) THEN\n                RAISE EXCEPTION 'A published module keeps a section or a question that is asked: take the module back before you remove the last.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'published_module_has_content';\n            END IF;\n            RETURN NULL;\n        ",
                    hash="1b17649475f8ae85ae210aa6a93ac2d0db02d434",
                    operation='DELETE OR UPDATE OF "module_id"',
                    pgid="pgtrigger_published_module_has_content_1a87c",
                    table="courses_lesson",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
    ]
