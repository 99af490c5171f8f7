"""Where moto, the second opinion, differs from DynamoDB: tests by what is other, a whole test or one of its cases."""

_DIFFERENCES = {
    "moto words refusals in its own way, or takes what DynamoDB refuses": (
        "test_a_bad_batch_is_refused_as_a_whole[a put and a delete of one item]",
        "test_a_bad_batch_is_refused_as_a_whole[a key of the wrong shape]",
        "test_a_bad_batch_is_refused_as_a_whole[an item without its key]",
        "test_a_bad_batch_is_refused_as_a_whole[a read of a wrong key]",
        "test_a_batch_writes_no_more_than_25_items",
        "test_a_put_must_fit_the_keys_of_the_indexes[a number for a text]",
        "test_a_put_must_fit_the_keys_of_the_indexes[a text for a number]",
        "test_an_update_that_makes_an_item_too_large_is_refused",
        "test_keys_have_their_own_limits",
        "test_tables_are_listed_page_by_page_in_their_order",
        "test_a_table_that_is_not_there_is_told_by_name[DeleteTable]",
        "test_a_table_that_is_not_there_is_told_by_name[DescribeTimeToLive]",
        "test_a_protected_table_is_not_deleted",
        "test_an_update_that_does_not_fit_cancels_with_a_validation_error",
        "test_a_token_with_another_content_is_refused",
        "test_an_update_that_does_not_fit_the_item_is_refused[SET a.x = :one]",
        "test_an_update_that_does_not_fit_the_item_is_refused[SET l.x = :one]",
        "test_an_update_that_does_not_fit_the_item_is_refused[SET a = s + :one]",
        "test_an_update_that_does_not_fit_the_item_is_refused[SET a = list_append(s, :list)]",
    ),
    "moto estimates capacity and sizes": (
        "test_a_write_costs_a_unit_for_each_kilobyte[1025-2]",
        "test_a_write_costs_a_unit_for_each_kilobyte[10240-10]",
        "test_a_write_costs_the_larger_of_old_and_new",
        "test_a_read_costs_a_unit_for_four_kilobytes_and_half_if_eventual",
        "test_a_query_weighs_its_page_together_before_the_filter",
        "test_an_index_costs_for_what_it_writes",
        "test_a_transaction_costs_twice",
        "test_an_item_of_the_largest_size_is_kept_and_one_byte_more_is_not",
        "test_a_number_weighs_by_its_digits",
        "test_containers_weigh_three_bytes_and_one_for_each_member",
        "test_a_single_update_may_write_a_little_less_than_a_put",
        "test_a_page_ends_at_one_megabyte",
    ),
    "moto computes and writes numbers otherwise": (
        "test_numbers_that_are_equal_are_one_key",
        "test_a_number_is_kept_exactly_and_written_one_way",
    ),
    "moto reads documents and conditions otherwise": (
        "test_a_condition_holds[begins_with(b, :ab)]",
        "test_a_condition_holds[contains(b, :b)]",
        "test_a_condition_holds[NOT NOT n = :n5]",
        "test_a_condition_holds[(n) = :n5]",
        "test_a_condition_does_not_hold[n < :sh]",
        "test_a_condition_does_not_hold[s < :n5]",
        "test_a_condition_does_not_hold[size(nowhere) = :zero]",
        "test_a_condition_does_not_hold[size(n) = :one]",
        "test_a_condition_does_not_hold[nowhere = also.nowhere]",
        "test_updated_values_of_paths_come_with_the_structure_around_them",
        "test_an_update_of_nothing_makes_an_item_of_the_key_alone",
        "test_an_update_that_only_removes_makes_no_item",
        "test_a_projection_keeps_the_paths_it_names[ls[1][0]-expected5]",
        "test_a_projection_keeps_the_paths_it_names[ls[2].z, ls[0]-expected6]",
        "test_a_projection_keeps_the_paths_it_names[a.b-expected8]",
        "test_both_conditions_may_stand_either_way_round_and_in_parentheses",
        "test_an_update_changes_what_it_says_and_nothing_else[SET l[9] = :one, l[7] = :two]",
        "test_an_update_changes_what_it_says_and_nothing_else[SET s = (:t)]",
    ),
    "moto answers otherwise about tables, tags and expiry": (
        "test_a_batch_adds_up_for_each_table",
        "test_a_local_index_fetches_what_it_does_not_hold",
        "test_a_global_index_does_not",
        "test_a_new_index_is_filled_and_an_old_one_goes",
        "test_a_table_is_described_as_it_was_made",
        "test_tags_come_and_go",
        "test_a_table_that_is_deleted_is_described_without_what_it_held",
        "test_time_to_live_is_set_and_told",
        "test_provisioned_capacity_changes_and_may_be_given_up",
        "test_a_transaction_does_all_it_says_across_tables",
    ),
    "moto cuts pages otherwise": (
        "test_pages_are_the_whole_in_pieces[1-False]",
        "test_pages_are_the_whole_in_pieces[1-True]",
        "test_a_limit_that_is_met_exactly_still_gives_a_key_to_go_on_from",
    ),
    "moto forgets tokens and consistency between processes": (
        "test_a_transaction_that_comes_again_under_its_token_is_not_done_again",
    ),
}
_REASONS = {test: reason for reason, tests in _DIFFERENCES.items() for test in tests}


def reason(node: str) -> str | None:
    """Why moto fails a test of this suite; None where it is right."""
    name = node.partition("::")[2].replace("[moto-", "[").replace("[moto]", "")
    return _REASONS.get(name) or _REASONS.get(name.partition("[")[0])
